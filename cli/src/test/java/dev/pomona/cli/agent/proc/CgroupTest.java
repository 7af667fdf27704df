// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupTest {

    private static final String ID = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                // cgroups v2: Docker, containerd, CRI-O and Podman with systemd's driver
                "0::/system.slice/docker-ID.scope",
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podx.slice/cri-containerd-ID.scope",
                "0::/kubepods.slice/kubepods-besteffort.slice/crio-ID.scope/container",
                "0::/machine.slice/libpod-ID.scope/container",
                "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-ID.scope/container",
                // with the driver of cgroupfs
                "0::/docker/ID",
                "0::/kubepods/burstable/pod1/ID",
                "0::/libpod_parent/libpod-ID",
                // seen from a namespace of control groups
                "0::/../../docker-ID.scope",
                // v1
                "12:cpuset:/\n5:devices:/docker/ID\n1:name=systemd:/docker/ID\n",
                "4:memory:/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:ID"
            })
    void findsTheContainer(String text) {
        assertThat(Cgroup.parse(text.replace("ID", ID)).container()).isEqualTo(ID);
    }

    @Test
    void whatWatchesAContainerIsNotInIt() {
        assertThat(Cgroup.parse("0::/machine.slice/crio-conmon-%s.scope".formatted(ID))
                        .container())
                .isNull();
        assertThat(Cgroup.parse("0::/machine.slice/libpod-conmon-%s.scope".formatted(ID))
                        .container())
                .isNull();
    }

    @Test
    void findsPodAndUnit() {
        assertThat(Cgroup.parse(("0::/kubepods.slice/kubepods-burstable.slice/"
                                + "kubepods-burstable-pod0a1b2c3d_0000_4111_8222_333344445555.slice/cri-containerd-%s.scope")
                        .formatted(ID)))
                .isEqualTo(new Cgroup(ID, "0a1b2c3d-0000-4111-8222-333344445555", null));
        assertThat(Cgroup.parse("0::/system.slice/nginx.service\n")).isEqualTo(new Cgroup(null, null, "nginx.service"));
        assertThat(Cgroup.parse("0::/\n")).isEqualTo(Cgroup.NONE);
        assertThat(Cgroup.parse("nonsense")).isEqualTo(Cgroup.NONE);
    }
}
