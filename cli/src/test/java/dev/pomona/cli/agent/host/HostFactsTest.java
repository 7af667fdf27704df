// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {

    @TempDir
    Path root;

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private HostFacts facts() throws InterruptedException {
        return HostFacts.read(root, null);
    }

    @Test
    void readsNameAndSystem() throws Exception {
        write("etc/hostname", "web-1\n");
        write("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nID=debian\n# a comment\n");
        write("proc/sys/kernel/osrelease", "6.12.0\n");
        assertThat(facts())
                .isEqualTo(new HostFacts(
                        "web-1", "Debian GNU/Linux 13 (trixie), Linux 6.12.0", null, null, java.util.List.of()));
        write("etc/hostname", "localhost\n");
        write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        assertThat(facts().name()).isEqualTo("0123456789abcdef0123456789abcdef");
    }

    @Test
    void findsTheImageThatAHostWasMadeFrom() throws Exception {
        write("etc/os-release", "ID=ubuntu\nVERSION_ID=\"24.04\"\nBUILD_ID=rolling\n");
        assertThat(facts().image()).isNull();
        write("etc/cloud/build.info", "build_name: server\nserial: 20260115\n");
        assertThat(facts().image())
                .isEqualTo(new GoldenImage("ubuntu 24.04 server 20260115", Instant.parse("2026-01-15T00:00:00Z")));
        write("etc/image-id", """
                image_name="al2023-ami-minimal"
                image_version="2023"
                image_arch="x86_64"
                image_date="20260203123015"
                """);
        assertThat(facts().image())
                .isEqualTo(new GoldenImage("al2023-ami-minimal 2023", Instant.parse("2026-02-03T12:30:15Z")));
        Files.delete(root.resolve("etc/image-id"));
        Files.delete(root.resolve("etc/cloud/build.info"));
        write("etc/os-release", "ID=flatcar\nBUILD_ID=2026-01-20-0031\n");
        assertThat(facts().image())
                .isEqualTo(new GoldenImage("flatcar 2026-01-20-0031", Instant.parse("2026-01-20T00:00:00Z")));
        write("etc/os-release", "ID=acme\nIMAGE_ID=acme-base\nIMAGE_VERSION=33\n");
        assertThat(facts().image()).isEqualTo(new GoldenImage("acme-base 33", null));
    }

    @Test
    void findsTheCloudAccountInFiles() throws Exception {
        write("sys/class/dmi/id/sys_vendor", "Amazon EC2\n");
        assertThat(facts().account()).isNull();
        assertThat(facts().gaps()).singleElement().asString().contains("--account");
        write("run/cloud-init/instance-data.json", """
                {"v1": {"cloud_name": "aws"}, "ds": {"dynamic": {"instance-identity": {"document":
                  {"accountId": "123456789012", "imageId": "ami-0abc", "region": "eu-central-1"}}}}}
                """);
        assertThat(facts().account()).isEqualTo("aws/123456789012");
        assertThat(facts().image()).isEqualTo(new GoldenImage("ami-0abc", null));
        assertThat(facts().gaps()).isEmpty();
        write("run/cloud-init/instance-data.json", """
                {"v1": {"cloud_name": "azure"}, "ds": {"meta_data": {"imds": {"compute":
                  {"subscriptionId": "8d10da13-8125-4ba9-a717-bf7490507b3d"}}}}}
                """);
        assertThat(facts().account()).isEqualTo("azure/8d10da13-8125-4ba9-a717-bf7490507b3d");
        write("run/cloud-init/instance-data.json", """
                {"v1": {"cloud_name": "aws"}, "ds": {"dynamic": {"instance-identity": {"document":
                  {"accountId": "redacted for non-root user"}}}}}
                """);
        assertThat(facts().account()).isNull();
    }

    @Test
    void asksTheMetadataServiceWhenAllowed() throws Exception {
        write("sys/class/dmi/id/sys_vendor", "Amazon EC2\n");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isToken = exchange.getRequestMethod().equals("PUT")
                    && exchange.getRequestURI().getPath().equals("/latest/api/token");
            boolean isDocument = exchange.getRequestURI().getPath().equals("/latest/dynamic/instance-identity/document")
                    && "t".equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
            byte[] body = (isToken ? "t" : isDocument ? "{\"accountId\": \"210987654321\"}" : "")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isToken || isDocument ? 200 : 403, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            var metadata = new MetadataService(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
            assertThat(HostFacts.read(root, metadata).account()).isEqualTo("aws/210987654321");
            write("sys/class/dmi/id/sys_vendor", "Hetzner\n");
            assertThat(HostFacts.read(root, metadata).gaps())
                    .containsExactly(
                            "the metadata service can't be asked: the metadata service of 'hetzner' is not known");
        } finally {
            server.stop(0);
        }
    }
}
