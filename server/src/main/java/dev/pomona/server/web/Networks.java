// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Addresses and ranges of addresses, as `192.0.2.7`, `10.0.0.0/8`, `fd00::/8` (RFC 4632, RFC 4291).
///
/// @param ranges in the order given
public record Networks(List<Range> ranges) {

    public static final Networks NONE = new Networks(List.of());

    private static final int LONGEST = 64;

    /// @param first lowest address, of 4 or 16 bytes
    /// @param bits that an address of the range has in common with it
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Range(byte[] first, int bits) {

        boolean contains(byte[] address) {
            if (address.length != first.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                if (((address[bit >> 3] ^ first[bit >> 3]) & 0x80 >> (bit & 7)) != 0) return false;
            }
            return true;
        }
    }

    public Networks {
        ranges = List.copyOf(ranges);
    }

    /// @throws IllegalArgumentException when one is no address and no range
    public static Networks parse(List<String> texts) {
        var ranges = new ArrayList<Range>();
        for (String text : texts) {
            String[] parts = text.strip().split("/", 2);
            Optional<InetAddress> address = address(parts[0]);
            int most = address.map(known -> known.getAddress().length * 8).orElse(0);
            boolean isNumber = parts.length == 1 || parts[1].matches("\\d{1,3}");
            int bits = parts.length == 2 && isNumber ? Integer.parseInt(parts[1]) : most;
            if (address.isEmpty() || !isNumber || bits > most) {
                throw new IllegalArgumentException(
                        "'%s' is no address such as 192.0.2.7 and no range such as 10.0.0.0/8".formatted(text));
            }
            ranges.add(new Range(address.get().getAddress(), bits));
        }
        return new Networks(ranges);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }

    /// An address as it is written; no name is ever looked up. Empty when it is none.
    public static Optional<InetAddress> address(String text) {
        // Java also takes forms that leave out parts
        boolean isWhole = text.contains(":") || text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!isWhole || text.length() > LONGEST) return Optional.empty();
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
