// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isBlank;
import static dev.pomona.scanners.secrets.assign.Ascii.isLineEnd;
import static dev.pomona.scanners.secrets.assign.Ascii.isQuote;
import static dev.pomona.scanners.secrets.assign.Ascii.isSpace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Options of commands: `--name value` of any, and the short ones by which known clients take a password.
final class CommandLine {

    /// How far behind a command its options are looked for.
    private static final int LONGEST = 512;

    /// How a client takes its password.
    ///
    /// @param options as written, with the dash
    /// @param joined whether the value may, or must, follow without a space
    /// @param separator what stands between the user and the password; 0 when the value is the password
    private record Client(String name, List<String> options, Joining joined, char separator) {}

    private enum Joining {
        NEVER,
        MAY,
        MUST
    }

    private static final Client[] CLIENTS = {
        client("curl", Joining.MAY, ':', "-u", "--user", "-U", "--proxy-user"),
        client("wget", Joining.NEVER, (char) 0, "--password", "--http-password", "--ftp-password", "--proxy-password"),
        client("mysql", Joining.MUST, (char) 0, "-p"),
        client("mysqldump", Joining.MUST, (char) 0, "-p"),
        client("mysqladmin", Joining.MUST, (char) 0, "-p"),
        client("mysqlimport", Joining.MUST, (char) 0, "-p"),
        client("mariadb", Joining.MUST, (char) 0, "-p"),
        client("mariadb-dump", Joining.MUST, (char) 0, "-p"),
        client("mongo", Joining.MAY, (char) 0, "-p"),
        client("mongosh", Joining.MAY, (char) 0, "-p"),
        client("mongodump", Joining.MAY, (char) 0, "-p"),
        client("mongorestore", Joining.MAY, (char) 0, "-p"),
        client("redis-cli", Joining.NEVER, (char) 0, "-a", "--pass"),
        client("sshpass", Joining.MAY, (char) 0, "-p"),
        client("docker", Joining.MAY, (char) 0, "-p"),
        client("podman", Joining.MAY, (char) 0, "-p"),
        client("helm", Joining.NEVER, (char) 0, "-p"),
        client("oc", Joining.MAY, (char) 0, "-p"),
        client("az", Joining.NEVER, (char) 0, "-p"),
        client("twine", Joining.MAY, (char) 0, "-p"),
        client("sqlcmd", Joining.MAY, (char) 0, "-P"),
        client("bcp", Joining.MAY, (char) 0, "-P"),
        client("ldapsearch", Joining.MAY, (char) 0, "-w"),
        client("ldapadd", Joining.MAY, (char) 0, "-w"),
        client("ldapmodify", Joining.MAY, (char) 0, "-w"),
        client("smbclient", Joining.MAY, '%', "-U", "--user"),
        client("rpcclient", Joining.MAY, '%', "-U", "--user"),
        client("xfreerdp", Joining.MAY, (char) 0, "/p:"),
        client("rdesktop", Joining.MAY, (char) 0, "-p"),
        client("keytool", Joining.NEVER, (char) 0, "-storepass", "-keypass"),
        client("jarsigner", Joining.NEVER, (char) 0, "-storepass", "-keypass"),
        client("unzip", Joining.MAY, (char) 0, "-P"),
        client("zip", Joining.MAY, (char) 0, "-P"),
        client("7z", Joining.MUST, (char) 0, "-p"),
        client("snmpwalk", Joining.NEVER, (char) 0, "-A", "-X"),
        client("ipmitool", Joining.MAY, (char) 0, "-P"),
    };

    private CommandLine() {}

    private static Client client(String name, Joining joined, char separator, String... options) {
        return new Client(name, List.of(options), joined, separator);
    }

    /// The value of the option whose name ends at `place`, when the name has a dash in front.
    static long optionValue(byte[] text, int nameStart, int place, int end) {
        int dash = nameStart;
        int floor = Math.max(0, nameStart - 3);
        while (dash > floor && text[dash - 1] == '-') dash--;
        if (dash == nameStart || (dash > 0 && !isSpace(text[dash - 1]) && !isQuote(text[dash - 1]))) return Span.NONE;
        int at = Ascii.skipBlanks(text, place, Math.min(end, place + 64));
        // `--name", "value"` in an array of arguments
        if (at == place && isQuote(byteAt(text, at, end)) && dash > 0 && text[dash - 1] == text[at]) {
            int comma = Ascii.skipBlanks(text, at + 1, Math.min(end, at + 64));
            if (byteAt(text, comma, end) != ',') return Span.NONE;
            long value = Literal.at(text, Ascii.skipSpace(text, comma + 1, Math.min(end, comma + 64)), end);
            return value == Span.NONE || text[Span.start(value)] == '-' ? declaredDefault(text, comma, end) : value;
        }
        return at == place ? Span.NONE : argument(text, at, end);
    }

    /// `"--name", default="value"`, where an option is declared.
    private static long declaredDefault(byte[] text, int place, int end) {
        int roof = Math.min(end, place + 256);
        int depth = 0;
        for (int at = place; at < roof && depth >= 0; at++) {
            byte b = text[at];
            if (b == '(' || b == '[') depth++;
            else if (b == ')' || b == ']') depth--;
            else if (depth == 0
                    && b == 'd'
                    && !Ascii.isIdentifier(text[at - 1])
                    && Ascii.isWord(text, at, roof, "default")) {
                int equals = Ascii.skipBlanks(text, at + 7, roof);
                if (byteAt(text, equals, roof) != '=') continue;
                return Literal.at(text, Ascii.skipBlanks(text, equals + 1, roof), end);
            }
        }
        return Span.NONE;
    }

    /// The password that the client named at [nameStart, nameEnd) is given.
    static @Nullable Assignment ofClient(byte[] text, int nameStart, int nameEnd, int end) {
        if (!isBlank(byteAt(text, nameEnd, end))) return null;
        int base = Name.lastPart(text, nameStart, nameEnd);
        for (Client client : CLIENTS) {
            if (client.name().length() == nameEnd - base && Ascii.startsWith(text, base, nameEnd, client.name())) {
                long value = given(client, text, nameEnd, end);
                if (value == Span.NONE) return null;
                return new Assignment(nameStart, nameEnd, Span.start(value), Span.end(value), Form.ARGUMENT);
            }
        }
        return null;
    }

    private static long given(Client client, byte[] text, int place, int end) {
        int roof = Math.min(end, place + LONGEST);
        int at = place;
        while (at < roof) {
            byte b = text[at];
            if (b == '\\' && Ascii.isLineEnd(byteAt(text, at + 1, roof))) {
                at += 2;
            } else if (isLineEnd(b) || b == '|' || b == ';' || (b == '&' && byteAt(text, at + 1, roof) == '&')) {
                return Span.NONE;
            } else if (isBlank(b)) {
                int word = at + 1;
                for (String option : client.options()) {
                    long value = optionOf(client, option, text, word, roof, end);
                    if (value != Span.NONE) return value;
                }
                at++;
            } else {
                at++;
            }
        }
        return Span.NONE;
    }

    private static long optionOf(Client client, String option, byte[] text, int place, int roof, int end) {
        if (place + option.length() >= roof) return Span.NONE;
        for (int i = 0; i < option.length(); i++) {
            if (text[place + i] != option.charAt(i)) return Span.NONE;
        }
        int at = place + option.length();
        byte next = text[at];
        boolean isLong = option.startsWith("--");
        if (next == '=' && (isLong || client.joined() != Joining.MUST)) at++;
        else if (isBlank(next)) {
            if (client.joined() == Joining.MUST) return Span.NONE;
            at = Ascii.skipBlanks(text, at, roof);
        } else if (isLong || client.joined() == Joining.NEVER) {
            return Span.NONE;
        }
        long value = argument(text, at, end);
        if (value == Span.NONE || client.separator() == 0) return value;
        for (int i = Span.start(value); i < Span.end(value); i++) {
            if (text[i] == client.separator()) {
                return i + 1 < Span.end(value) ? Span.of(i + 1, Span.end(value)) : Span.NONE;
            }
        }
        return Span.NONE;
    }

    /// One argument, quoted or not; not another option.
    static long argument(byte[] text, int place, int end) {
        byte first = byteAt(text, place, end);
        if (isQuote(first)) return first == '`' ? Span.NONE : Literal.at(text, place, end);
        if (first == '-' || first == '=' || first == ':' || isSpace(first)) return Span.NONE;
        if (first == '$' && byteAt(text, place + 1, end) != '{' && byteAt(text, place + 1, end) != '(')
            return Span.NONE;
        int roof = Math.min(end, place + LONGEST);
        int stop = place;
        while (stop < roof
                && !isSpace(text[stop])
                && !isQuote(text[stop])
                && text[stop] != ';'
                && text[stop] != '|'
                && text[stop] != '\\') {
            if ((text[stop] == '>' && first != '<') || (text[stop] == ')' && first != '$')) break;
            stop++;
        }
        return (stop == roof && roof < end) || stop == place ? Span.NONE : Span.of(place, stop);
    }
}
