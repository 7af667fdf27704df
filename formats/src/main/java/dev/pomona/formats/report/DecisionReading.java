// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Fingerprint;
import java.time.LocalDate;
import java.util.List;

/// What the policy decided.
final class DecisionReading {

    private DecisionReading() {}

    static Decision decision(Cursor cursor) {
        cursor.enter();
        String policy = null;
        Decision.Verdict verdict = null;
        List<Violation> violations = null;
        List<AppliedWaiver> waivers = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "policy" -> policy = cursor.text();
                case "verdict" -> verdict = cursor.word(Decision.Verdict.class);
                case "violations" -> violations = cursor.list(() -> violation(cursor));
                case "waivers" -> waivers = cursor.list(() -> waiver(cursor));
                default -> cursor.skip();
            }
        }
        return new Decision(
                cursor.required(policy, "policy"),
                cursor.required(verdict, "verdict"),
                cursor.required(violations, "violations"),
                cursor.required(waivers, "waivers"));
    }

    private static Violation violation(Cursor cursor) {
        cursor.enter();
        String rule = null;
        Violation.Level level = null;
        String message = null;
        String owner = null;
        List<Fingerprint> findings = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "rule" -> rule = cursor.text();
                case "level" -> level = cursor.word(Violation.Level.class);
                case "message" -> message = cursor.text();
                case "owner" -> owner = cursor.text();
                case "findings" -> findings = fingerprints(cursor);
                default -> cursor.skip();
            }
        }
        return new Violation(
                cursor.required(rule, "rule"),
                cursor.required(level, "level"),
                cursor.required(message, "message"),
                cursor.required(owner, "owner"),
                cursor.required(findings, "findings"));
    }

    private static AppliedWaiver waiver(Cursor cursor) {
        cursor.enter();
        AppliedWaiver.State state = null;
        List<String> ids = List.of();
        List<String> fingerprints = List.of();
        List<String> paths = List.of();
        List<String> purls = List.of();
        String owner = null;
        String reason = null;
        LocalDate expires = null;
        String origin = null;
        List<Fingerprint> findings = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "state" -> state = cursor.word(AppliedWaiver.State.class);
                case "ids" -> ids = cursor.texts();
                case "fingerprints" -> fingerprints = cursor.texts();
                case "paths" -> paths = cursor.texts();
                case "purls" -> purls = cursor.texts();
                case "owner" -> owner = cursor.text();
                case "reason" -> reason = cursor.text();
                case "expires" -> expires = LocalDate.parse(cursor.text());
                case "origin" -> origin = cursor.text();
                case "findings" -> findings = fingerprints(cursor);
                default -> cursor.skip();
            }
        }
        var waiver = new Waiver(
                ids,
                fingerprints,
                paths,
                purls,
                cursor.required(owner, "owner"),
                cursor.required(reason, "reason"),
                expires,
                cursor.required(origin, "origin"));
        return new AppliedWaiver(waiver, cursor.required(state, "state"), cursor.required(findings, "findings"));
    }

    private static List<Fingerprint> fingerprints(Cursor cursor) {
        return cursor.list(() -> new Fingerprint(cursor.text()));
    }
}
