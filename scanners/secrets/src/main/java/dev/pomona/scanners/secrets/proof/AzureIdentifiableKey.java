// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.encoding.Marvin32;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Azure's identifiable keys: Base 64 in which four characters sign the service, and the last four bytes are a Marvin32
/// checksum of the others under a seed for the service and the kind of key. Signatures and seeds are those of
/// Microsoft's
/// library security-utilities.
final class AzureIdentifiableKey implements StructuralCheck {

    private static final int CHECKSUM_BYTES = 4;
    private static final int SIGNATURE_FROM_END = 10;
    private static final String REDIS = "AzCa";

    private static final String[] MESSAGING = {"Send0000", "Listen00", "Manage00", "Unknown0", "System00"};

    /// Seeds are names of eight letters, read as a number.
    private static final Map<String, String[]> SEEDS = Map.ofEntries(
            Map.entry("+ASb", MESSAGING),
            Map.entry("+AEh", MESSAGING),
            Map.entry("+ARm", MESSAGING),
            Map.entry("AZEG", new String[] {"SendRecv"}),
            Map.entry("+ABa", new String[] {"AbAcct00"}),
            Map.entry("AzFu", new String[] {"Master00", "System00", "Functi00"}),
            Map.entry(
                    "ACDb",
                    new String[] {"SysAll00", "Resour00", "MastRO00", "SystRO00", "Encryp00", "MastRW00", "SystRW00"}),
            Map.entry(REDIS, new String[] {"Access00"}),
            Map.entry("+ASt", new String[] {"Default0"}),
            Map.entry("AzSe", new String[] {"Query000", "PAdmin00"}),
            Map.entry("+AMC", new String[] {"Classic0"}),
            Map.entry("+ACR", new String[] {"ACRDflt0"}),
            Map.entry("+SQL", new String[] {"UsrPwd00"}),
            Map.entry("AIoT", new String[] {"IoTHub00", "DpsKey00", "Device00"}),
            Map.entry("APIM", new String[] {"Tenant00", "IoTHub00", "Gatewy00", "GitKey00"}));

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        String bare = text.replaceFirst("={1,2}$", "");
        byte[] bytes = Base64Text.decode(text);
        if (bytes == null || bytes.length < 24) return new Verdict.Unknown("it is no such key in Base 64");
        Verdict annotated = AzureAnnotatedKey.check(bare);
        if (annotated != null) return annotated;
        int at = bare.length() - SIGNATURE_FROM_END;
        String signature = bare.substring(at, at + 4);
        String[] seeds = SEEDS.get(signature);
        if (seeds == null) return new Verdict.Unknown("it has no signature of a service, as older keys have none");
        int summed = bytes.length - CHECKSUM_BYTES;
        int checksum = 0;
        for (int i = bytes.length - 1; i >= summed; i--) {
            checksum = checksum << 8 | (bytes[i] & 0xff);
        }
        for (String seed : seeds) {
            if (Marvin32.hash(bytes, summed, seed(seed)) == checksum) {
                return new Verdict.Proven("the checksum for its service's signature holds");
            }
        }
        return signature.equals(REDIS) // some of these were changed after the checksum was made
                ? new Verdict.Unknown("the checksum for its service's signature does not hold")
                : new Verdict.Refuted("the checksum for its service's signature does not hold");
    }

    static long seed(String name) {
        long seed = 0;
        for (int i = 0; i < name.length(); i++) {
            seed = seed << 8 | name.charAt(i);
        }
        return seed;
    }

    static String @Nullable [] seeds(String signature) {
        return SEEDS.get(signature);
    }
}
