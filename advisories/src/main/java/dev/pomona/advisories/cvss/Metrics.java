// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The metrics of one CVSS version and the values they may have.
final class Metrics {

    static final Metrics V2 = new Metrics(
            "AV:LAN AC:HML Au:MSN C:NPC I:NPC A:NPC",
            "E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND"
                    + " CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND");

    static final Metrics V3 = new Metrics(
            "AV:NALP AC:LH PR:NLH UI:NR S:UC C:HLN I:HLN A:HLN",
            "E:XHFPU RL:XUWTO RC:XCRU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MPR:XNLH MUI:XNR MS:XUC"
                    + " MC:XHLN MI:XHLN MA:XHLN");

    static final Metrics V4 = new Metrics(
            "AV:NALP AC:LH AT:NP PR:NLH UI:NPA VC:HLN VI:HLN VA:HLN SC:HLN SI:HLN SA:HLN",
            "E:XAPU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MAT:XNP MPR:XNLH MUI:XNPA MVC:XHLN MVI:XHLN MVA:XHLN"
                    + " MSC:XHLN MSI:XSHLN MSA:XSHLN S:XNP AU:XNY R:XAUI V:XDC RE:XLMH"
                    + " U:X,Clear,Green,Amber,Red");

    private final Map<String, Set<String>> allowed = new LinkedHashMap<>();
    private final Set<String> mandatory;

    /// Each metric with its values: single letters, or longer ones with commas between.
    private Metrics(String mandatory, String optional) {
        add(mandatory);
        this.mandatory = Set.copyOf(allowed.keySet());
        add(optional);
    }

    private void add(String table) {
        for (String row : table.split(" ", -1)) {
            int colon = row.indexOf(':');
            String values = row.substring(colon + 1);
            allowed.put(row.substring(0, colon), Set.of(values.split(values.contains(",") ? "," : "", -1)));
        }
    }

    void check(String metric, String value) {
        Set<String> values = allowed.get(metric);
        if (values == null) throw new InvalidVectorException("unknown metric '%s'".formatted(metric));
        if (!values.contains(value)) {
            throw new InvalidVectorException("metric '%s' cannot be '%s'".formatted(metric, value));
        }
    }

    void checkMandatory(Set<String> given) {
        if (!given.containsAll(mandatory)) {
            throw new InvalidVectorException("a vector needs %s, but has %s"
                    .formatted(mandatory.stream().sorted().toList(), given));
        }
    }
}
