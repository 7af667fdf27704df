// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Toml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads gitleaks' configuration, version 8 (<https://github.com/gitleaks/gitleaks#configuration>): rules, their
/// allowlists in the new form and the old, allowlists about all or some rules, and one file that extends another.
///
/// `useDefault` keeps this program's own rules on in place of those that gitleaks comes with. A rule that has no
/// pattern
/// then, because it only changes one of gitleaks', leaves its allowlists behind.
public final class GitleaksReader {

    /// How many files may extend each other.
    private static final int DEPTH = 2;

    private final Function<String, Optional<String>> files;
    private final PatternCompiler compiler;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Placed> allowlists = new ArrayList<>();
    private final TreeSet<String> disabled = new TreeSet<>();
    private boolean keepsBuiltIn;

    /// @param where file, line and column, for messages
    private record Placed(Allowlist allowlist, String where) {}

    private GitleaksReader(Function<String, Optional<String>> files, PatternCompiler compiler) {
        this.files = files;
        this.compiler = compiler;
    }

    /// @param file its name, for messages
    /// @param files gives the text of another file by the path that `extend` names; empty when it can't be read
    /// @throws GitleaksException with all that is wrong, when anything is
    public static GitleaksRules read(
            String file, String text, Function<String, Optional<String>> files, PatternCompiler compiler) {
        return new GitleaksReader(files, compiler).read(file, text);
    }

    private GitleaksRules read(String file, String text) {
        Map<String, RuleDraft> drafts = file(file, text, 0);
        List<Allowlist> global = new ArrayList<>();
        for (Placed placed : allowlists) attach(placed, drafts, global);

        Map<String, ForeignRule> rules = new TreeMap<>();
        for (RuleDraft draft : drafts.values()) {
            if (draft.silent()) {
                notes.add("%s: rule '%s' is left out: it only supports others".formatted(draft.where(), draft.id()));
            } else if (!draft.findsNothing()) {
                check(draft);
                String kebab = RuleDraft.kebabCase(draft.id());
                ForeignRule twin = kebab.isEmpty() ? null : rules.putIfAbsent(kebab, draft.rule());
                if (kebab.isEmpty()) problem(draft, "its id has neither letter nor digit");
                if (twin != null) problem(draft, "its id is the same as '%s' but for marks".formatted(twin.sourceId()));
            } else if (keepsBuiltIn) {
                draft.allowlists().forEach(allowlist -> global.add(allowlist.about(draft.id())));
                notes.add("%s: of rule '%s', which changes one of gitleaks' own, only allowlists are kept"
                        .formatted(draft.where(), draft.id()));
            } else {
                problem(draft, "it has neither regex nor path and finds nothing");
            }
        }
        if (!problems.isEmpty()) throw new GitleaksException(problems);
        return new GitleaksRules(List.copyOf(rules.values()), global, keepsBuiltIn, List.copyOf(disabled), notes);
    }

    private void problem(RuleDraft draft, String message) {
        problems.add("%s: rule '%s': %s".formatted(draft.where(), draft.id(), message));
    }

    private void check(RuleDraft draft) {
        if (!draft.regex().isEmpty() && draft.secretGroup() > draft.groups()) {
            problem(draft, "secretGroup is %d, but its regex has %d".formatted(draft.secretGroup(), draft.groups()));
        }
    }

    /// An allowlist about some rules becomes theirs.
    private void attach(Placed placed, Map<String, RuleDraft> drafts, List<Allowlist> global) {
        Allowlist allowlist = placed.allowlist();
        if (allowlist.targetRules().isEmpty()) {
            global.add(allowlist);
            return;
        }
        for (String target : allowlist.targetRules()) {
            RuleDraft draft = drafts.get(target);
            if (draft != null) drafts.put(target, draft.with(allowlist));
            else if (keepsBuiltIn) global.add(allowlist.about(target));
            else problems.add("%s: the rule '%s' does not exist".formatted(placed.where(), target));
        }
    }

    /// The rules of a file over those of the one that it extends, by id as it is written.
    private Map<String, RuleDraft> file(String file, String text, int depth) {
        Table root;
        try {
            root = new Table(file, Toml.read(text), problems);
        } catch (SyntaxException e) {
            problems.add("%s:%d:%d: %s".formatted(file, e.line(), e.column(), e.getMessage()));
            return new HashMap<>();
        }
        for (String known : List.of("title", "description", "minversion")) root.find(known);
        Map<String, RuleDraft> drafts = new TreeMap<>();
        for (Table table : root.tables("rules")) {
            RuleDraft draft = rule(table);
            if (draft == null) continue;
            RuleDraft twin = drafts.put(draft.id(), draft);
            if (twin != null)
                notes.add("%s: rule '%s' is there twice: this one counts".formatted(draft.where(), draft.id()));
        }
        Table extend = root.table("extend");
        List<Placed> own = allowlists(root, true);
        if (extend != null) extend(file, extend, drafts, depth);
        allowlists.addAll(0, own);
        root.noteUnknown(notes);
        return drafts;
    }

    private void extend(String file, Table extend, Map<String, RuleDraft> drafts, int depth) {
        String path = extend.text("path");
        boolean useDefault = extend.isTrue("usedefault");
        List<String> off = extend.texts("disabledrules");
        if (!extend.text("url").isEmpty())
            notes.add("%s: nothing is fetched from the network".formatted(extend.whereOf("url")));
        extend.noteUnknown(notes);
        if (!path.isEmpty() && useDefault) {
            extend.problem("'path' and 'useDefault' exclude each other");
            return;
        }
        if (useDefault) {
            keepsBuiltIn = true;
            disabled.addAll(off);
        } else if (!path.isEmpty() && depth == DEPTH) {
            notes.add("%s: '%s' is left out: more than %d files extend each other"
                    .formatted(extend.whereOf("path"), path, DEPTH + 1));
        } else if (!path.isEmpty()) {
            Optional<String> text = files.apply(path);
            if (text.isEmpty()) {
                extend.problemAt("path", "'%s', which %s extends, cannot be read".formatted(path, file));
                return;
            }
            Map<String, RuleDraft> base = file(path, text.get(), depth + 1);
            off.forEach(base::remove);
            if (keepsBuiltIn) disabled.addAll(off);
            base.forEach((id, draft) -> drafts.merge(id, draft, (own, other) -> own.over(other)));
        }
    }

    private @Nullable RuleDraft rule(Table table) {
        String id = table.text("id").strip();
        if (id.isEmpty()) {
            table.problem("a rule without an id");
            return null;
        }
        String regex = table.text("regex");
        int groups = regex.isEmpty() ? 0 : groups(table.whereOf("regex"), "rule '%s'".formatted(id), regex);
        String path = table.text("path");
        if (!path.isEmpty()) groups(table.whereOf("path"), "rule '%s', path".formatted(id), path);
        List<String> keywords = table.texts("keywords").stream()
                .map(keyword -> keyword.toLowerCase(Locale.ROOT))
                .filter(keyword -> !keyword.isEmpty())
                .distinct()
                .toList();
        double group = table.number("secretgroup");
        if (group != Math.rint(group)) table.problemAt("secretgroup", "'secretGroup' must be a whole number");
        if (!table.tables("required").isEmpty()) {
            notes.add(
                    "%s: rule '%s': what it requires nearby is not asked for".formatted(table.whereOf("required"), id));
        }
        RuleDraft draft = new RuleDraft(
                table.where(),
                id,
                table.text("description").strip(),
                regex,
                groups,
                (int) group,
                table.number("entropy"),
                keywords,
                path,
                table.texts("tags"),
                allowlists(table, false).stream().map(Placed::allowlist).toList(),
                table.isTrue("skipreport"));
        table.noteUnknown(notes);
        return draft;
    }

    private List<Placed> allowlists(Table owner, boolean global) {
        List<Table> tables = new ArrayList<>(owner.find("allowlists") == null ? List.of() : owner.tables("allowlists"));
        if (owner.find("allowlist") != null) {
            if (!tables.isEmpty())
                owner.problemAt("allowlist", "[allowlist] is the old form of [[allowlists]]: use one of them");
            Table old = owner.isTable("allowlist") ? owner.table("allowlist") : null;
            if (old != null) tables.add(old);
            else tables.addAll(owner.tables("allowlist"));
        }
        List<Placed> read = new ArrayList<>();
        for (Table table : tables) {
            Allowlist allowlist = allowlist(table, global);
            if (allowlist != null) read.add(new Placed(allowlist, table.whereOf("targetrules")));
        }
        return read;
    }

    private @Nullable Allowlist allowlist(Table table, boolean global) {
        boolean all = switch (table.text("condition").toLowerCase(Locale.ROOT)) {
            case "and", "&&" -> true;
            case "", "or", "||" -> false;
            default -> {
                table.problemAt("condition", "'condition' must be 'AND' or 'OR'");
                yield false;
            }
        };
        Allowlist.Target target = switch (table.text("regextarget")) {
            case "", "secret" -> Allowlist.Target.SECRET;
            case "match" -> Allowlist.Target.MATCH;
            case "line" -> Allowlist.Target.LINE;
            default -> {
                table.problemAt("regextarget", "'regexTarget' must be 'secret', 'match' or 'line'");
                yield Allowlist.Target.SECRET;
            }
        };
        Allowlist allowlist = new Allowlist(
                table.text("description"),
                all,
                table.texts("commits").stream()
                        .map(commit -> commit.strip().toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList(),
                patterns(table, "paths"),
                patterns(table, "regexes"),
                target,
                table.texts("stopwords").stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList(),
                global ? table.texts("targetrules") : List.of());
        table.noteUnknown(notes);
        boolean empty = allowlist.commits().isEmpty()
                && allowlist.paths().isEmpty()
                && allowlist.regexes().isEmpty()
                && allowlist.stopWords().isEmpty();
        if (empty) {
            table.problem("an allowlist without commits, paths, regexes or stopwords");
            return null;
        }
        return allowlist;
    }

    private List<String> patterns(Table table, String key) {
        List<String> patterns = table.texts(key);
        for (int i = 0; i < patterns.size(); i++) groups(table.whereIn(key, i), "allowlist, " + key, patterns.get(i));
        return patterns;
    }

    /// Compiles a pattern to see that it can be; how many groups it has.
    private int groups(String where, String what, String pattern) {
        try {
            return compiler.compile(pattern).groupCount();
        } catch (PatternCompiler.BadPatternException e) {
            problems.add("%s: %s: %s\n%s".formatted(where, what, e.getMessage(), caret(pattern, e.offset())));
            return Integer.MAX_VALUE;
        }
    }

    /// The line of the pattern with a caret below the offset; of a long one, what is around it.
    private static String caret(String pattern, int offset) {
        int at = Math.clamp(offset, 0, pattern.length());
        int start = Math.max(pattern.lastIndexOf('\n', Math.max(0, at - 1)) + 1, at - 60);
        if (at == 0) start = 0;
        int line = pattern.indexOf('\n', at);
        int end = Math.min(line < 0 ? pattern.length() : line, at + 60);
        String shown = pattern.substring(Math.min(start, end), end).replaceAll("\\p{Cntrl}", " ");
        return "  %s\n  %s^".formatted(shown, " ".repeat(Math.max(0, at - start)));
    }
}
