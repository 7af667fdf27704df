// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.host;

import dev.pomona.syntax.Node;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which cloud a host is in.
///
/// @param provider `aws`, `azure`, `gcp` …
/// @param account its account, subscription or project; `null` when no file says it
/// @param image the image that the cloud says it was made from; `null` when no file says it
record Cloud(
        String provider, @Nullable String account, @Nullable String image) {

    /// Whom the firmware's tables name as the maker of the machine.
    private record Maker(String file, String begins, String provider) {}

    private static final List<Maker> MAKERS = List.of(
            new Maker("sys/class/dmi/id/sys_vendor", "Amazon EC2", "aws"),
            new Maker("sys/class/dmi/id/product_name", "Google Compute Engine", "gcp"),
            // virtual machines of Azure carry this tag; Microsoft makes others, too
            new Maker("sys/class/dmi/id/chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77", "azure"),
            new Maker("sys/class/dmi/id/chassis_asset_tag", "OracleCloud.com", "oci"),
            new Maker("sys/class/dmi/id/sys_vendor", "Alibaba Cloud", "alibaba"),
            new Maker("sys/class/dmi/id/sys_vendor", "DigitalOcean", "digitalocean"),
            new Maker("sys/class/dmi/id/sys_vendor", "Hetzner", "hetzner"),
            new Maker("sys/class/dmi/id/sys_vendor", "OpenStack", "openstack"),
            new Maker("sys/class/dmi/id/product_name", "OpenStack", "openstack"));

    /// From the firmware's tables and from what cloud-init keeps of the first boot (`instance-data.json`). Empty
    /// when nothing speaks of a cloud.
    static Optional<Cloud> of(HostFiles files) {
        Node data = files.json("run/cloud-init/instance-data.json").orElse(null);
        Optional<String> maker = MAKERS.stream()
                .filter(one -> files.text(one.file()).orElse("").startsWith(one.begins()))
                .map(Maker::provider)
                .findFirst();
        if (data == null) return maker.map(provider -> new Cloud(provider, null, null));
        Node document = first(
                data.find("ds", "dynamic", "instance-identity", "document"),
                data.find("ds", "dynamic", "instance_identity", "document"));
        if (document != null) {
            return Optional.of(new Cloud("aws", known(document.text("accountId")), known(document.text("imageId"))));
        }
        Node azure = data.find("ds", "meta_data", "imds", "compute");
        if (azure != null) return Optional.of(new Cloud("azure", known(azure.text("subscriptionId")), null));
        Node named = data.find("v1", "cloud_name");
        String provider = maker.orElse(named == null ? null : named.text());
        if (provider == null || provider.equals("unknown") || provider.equals("none")) return Optional.empty();
        Node project = data.find("ds", "meta_data", "project_id");
        return Optional.of(new Cloud(provider, project == null ? null : known(project.text()), null));
    }

    private static @Nullable Node first(@Nullable Node one, @Nullable Node other) {
        return one != null ? one : other;
    }

    /// cloud-init blots out what only root may read. The file that has it holds passwords, too, and is left alone.
    private static @Nullable String known(@Nullable String text) {
        return text == null || text.isBlank() || text.startsWith("redacted") || text.startsWith("REDACTED")
                ? null
                : text;
    }
}
