// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.outgoing;

import dev.pomona.server.web.Networks;
import java.net.InetAddress;
import java.util.List;

/// Which addresses people of an organisation may have the server connect to: those of the internet. What is inside is
/// for them to reach from where they are, and not with the server's position in the network.
///
/// @param inside networks inside that the operator allows all the same
public record Reach(Networks inside) {

    /// What is no address of the internet (IANA's registries of special-purpose addresses), and what leads to an IPv4
    /// address that is hidden in it.
    private static final Networks INTERNAL = Networks.parse(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            // of the internet by its number, and in Azure the way to metadata and certificates of the machine
            "168.63.129.16/32",
            // the metadata of clouds among them
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20"));

    /// All of IPv6 that was ever given out (RFC 4291, 2.4).
    private static final Networks GIVEN_OUT = Networks.parse(List.of("2000::/3"));

    /// The internet, and nothing inside.
    public static final Reach OUTSIDE = new Reach(Networks.NONE);

    /// Whether an address may be connected to. IPv4 addresses that are written as IPv6 are those of IPv4 to Java.
    public boolean has(InetAddress address) {
        boolean isOutside =
                !INTERNAL.contains(address) && (address.getAddress().length == 4 || GIVEN_OUT.contains(address));
        return isOutside || inside.contains(address);
    }
}
