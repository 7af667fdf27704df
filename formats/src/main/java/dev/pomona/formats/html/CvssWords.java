// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says a CVSS vector in words: the base metrics of versions 2, 3 and 4, those that carry a meaning for a reader
/// who never saw the specification.
final class CvssWords {

    private static final int LONGEST = 500;

    /// Version, metric and value, what it means.
    private static final String TABLE = """
            2 AV:N  Can be attacked from anywhere on the network.
            2 AV:A  Can be attacked from the same network segment.
            2 AV:L  Needs access to the machine.
            2 AC:L  Works without special circumstances.
            2 AC:M  Needs somewhat special circumstances.
            2 AC:H  Needs rare circumstances.
            2 Au:N  Needs no login.
            2 Au:S  Needs one login.
            2 Au:M  Needs more than one login.
            2 C:C  All data can be read.
            2 C:P  Some data can be read.
            2 I:C  All data can be changed.
            2 I:P  Some data can be changed.
            2 A:C  The system can be brought to a halt.
            2 A:P  The system can be slowed or interrupted.
            3 AV:N  Can be attacked from anywhere on the network.
            3 AV:A  Can be attacked from a neighbouring network or device.
            3 AV:L  Needs access to the machine, or a user who opens something.
            3 AV:P  Needs hands on the device.
            3 AC:L  Works every time, without special circumstances.
            3 AC:H  Needs circumstances the attacker does not control.
            3 PR:N  Needs no account.
            3 PR:L  Needs an ordinary account.
            3 PR:H  Needs an administrator’s account.
            3 UI:N  Nobody has to do anything for it.
            3 UI:R  A user has to be lured into doing something.
            3 S:C  Reaches beyond the flawed component.
            3 C:H  Secrets of any kind can be read.
            3 C:L  Some data can be read.
            3 I:H  Data can be changed at will.
            3 I:L  Some data can be changed.
            3 A:H  The service can be stopped.
            3 A:L  The service can be disturbed.
            4 AV:N  Can be attacked from anywhere on the network.
            4 AV:A  Can be attacked from a neighbouring network or device.
            4 AV:L  Needs access to the machine, or a user who opens something.
            4 AV:P  Needs hands on the device.
            4 AC:L  No protection has to be got around.
            4 AC:H  A protection has to be got around first.
            4 AT:N  Works in every installation.
            4 AT:P  Works only in some installations or moments.
            4 PR:N  Needs no account.
            4 PR:L  Needs an ordinary account.
            4 PR:H  Needs an administrator’s account.
            4 UI:N  Nobody has to do anything for it.
            4 UI:P  A user has to do something ordinary.
            4 UI:A  A user has to be lured into doing something unusual.
            4 VC:H  Secrets of any kind can be read.
            4 VC:L  Some data can be read.
            4 VI:H  Data can be changed at will.
            4 VI:L  Some data can be changed.
            4 VA:H  The service can be stopped.
            4 VA:L  The service can be disturbed.
            4 SC:H  Secrets of other systems can be read from here.
            4 SC:L  Some data of other systems can be read from here.
            4 SI:H  Data of other systems can be changed at will from here.
            4 SI:L  Some data of other systems can be changed from here.
            4 SA:H  Other systems can be stopped from here.
            4 SA:L  Other systems can be disturbed from here.
            4 E:A  Attacks have been seen, or a tool for them is around.
            4 E:P  A proof of concept is public.
            4 E:U  Neither attacks nor a proof of concept are known.
            """;

    private static final Map<String, String> MEANINGS = read();

    private CvssWords() {}

    /// Sentences in the order of the vector; empty when nothing in it is understood.
    static List<String> explain(String vector) {
        if (vector.length() > LONGEST) return List.of();
        String version = vector.startsWith("CVSS:4") ? "4 " : vector.startsWith("CVSS:3") ? "3 " : "2 ";
        var sentences = new ArrayList<String>();
        for (String metric : vector.split("/", -1)) {
            String meaning = MEANINGS.get(version + metric);
            if (meaning != null) sentences.add(meaning);
        }
        return sentences;
    }

    private static Map<String, String> read() {
        var meanings = new HashMap<String, String>();
        for (String line : TABLE.lines().toList()) {
            int gap = line.indexOf("  ");
            meanings.put(line.substring(0, gap), line.substring(gap + 2));
        }
        return Map.copyOf(meanings);
    }
}
