// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.policy;

import dev.pomona.cli.settings.Setting;

/// Where policy and waivers are.
public final class PolicySettings {

    public static final Setting POLICY = Setting.value(
            "policy",
            "FILE",
            "the policy to judge by (default: DIR/.pomona/policy.yaml, else built in)",
            null,
            Setting.Reach.USER);
    public static final Setting WAIVERS = Setting.value(
            "waivers", "FILE", "the waivers to honour (default: DIR/.pomona/waivers.yaml)", null, Setting.Reach.USER);

    private PolicySettings() {}
}
