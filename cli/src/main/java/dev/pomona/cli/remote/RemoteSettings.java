// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.settings.Setting;

/// What commands that ask a control plane can be told.
public final class RemoteSettings {

    /// The token's variable. It is no setting, since it must stand neither on a command line nor in
    /// a file.
    public static final String TOKEN = "POMONA_TOKEN";

    public static final Setting SERVER = Setting.value(
            "server", "URL", "the control plane; its token is POMONA_TOKEN", "http://127.0.0.1:8080", USER);
    public static final Setting ARTIFACT = Setting.value(
            "artifact", "DIGEST", "what the document is about (default: the document itself)", null, USER);
    public static final Setting ACCOUNT =
            Setting.value("account", "PROVIDER/KEY", "the cloud account it runs in", null, USER);
    public static final Setting CLUSTER = Setting.value("cluster", "KEY", "the cluster it runs in", null, USER);
    public static final Setting ENVIRONMENT =
            Setting.value("environment", "KEY", "the environment it is about", null, USER);
    public static final Setting FORMAT =
            Setting.value("format", "FORM", "table or json", "table", USER).withLetter('f');
    public static final Setting HOST = Setting.value("host", "KEY", "the host it is about", null, USER);
    public static final Setting INSTANCE = Setting.value("instance", "NAME", "which of several it is", null, USER);
    public static final Setting WORKLOAD =
            Setting.value("workload", "NAME", "what it is called there: a service, a unit", null, USER);
    public static final Setting KIND =
            Setting.value("kind", "KIND", "image, archive, repository …", "repository", USER);
    public static final Setting KNOWN = Setting.value(
            "known",
            "ENTRY",
            "an entry that an earlier check named as the last, and that must still be there",
            null,
            USER);
    public static final Setting NAME =
            Setting.value("name", "NAME", "of the artifact (default: the project)", null, USER);
    public static final Setting PROJECT =
            Setting.value("project", "KEY", "the project it is of; made when it is not there", null, USER);
    public static final Setting RELEASE = Setting.value("release", "VERSION", "of the artifact", null, USER);
    public static final Setting WAIT =
            Setting.value("wait", "TIME", "how long to wait for the verdicts, up to 2m", "30s", USER);

    private RemoteSettings() {}
}
