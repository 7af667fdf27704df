// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

/// Who wrote or committed, and when. Anybody can write anything here: it is a claim and no proof.
///
/// @param name may be empty
/// @param email may be empty, and need not be an address
/// @param seconds since 1970; `0` when the time can't be read
/// @param zone minutes east of UTC; `0` when it can't be read
public record Person(String name, String email, long seconds, int zone) {

    /// Reads `name <email> seconds ±hhmm`. Whatever is not so becomes empty or zero: Git keeps commits with
    /// broken lines, and so must we.
    static Person parse(String line) {
        int close = line.lastIndexOf('>');
        int open = close < 0 ? -1 : line.indexOf('<');
        if (open < 0 || open > close) return new Person(line.strip(), "", 0, 0);
        String[] time = line.substring(close + 1).strip().split(" ", -1);
        return new Person(
                line.substring(0, open).strip(),
                line.substring(open + 1, close).strip(),
                number(time[0]),
                time.length < 2 ? 0 : minutes(time[1]));
    }

    private static long number(String text) {
        try {
            return text.length() > 18 ? 0 : Long.parseLong(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static int minutes(String text) {
        int written = text.length() == 5 ? (int) number(text.substring(1)) : 0;
        int minutes = written / 100 * 60 + written % 100;
        return text.startsWith("-") ? -minutes : minutes;
    }
}
