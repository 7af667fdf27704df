// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Finds the stretches of a text that stand for other texts, and unpacks them one layer deep; the gzip or zlib data
/// that
/// base64 so often holds are unpacked along with it.
///
/// Nearly every long word is a stretch of base64 by its letters, so the first bytes decide: sixteen letters of a word
/// that stand for twelve printable bytes are no accident.
public final class Decoder {

    private static final int HEAD_LETTERS = 16;
    private static final int HEAD_BYTES = 12;
    /// Longer ones are cut; a multiple of four.
    private static final int LONGEST = 16 * 1024 * 1024;
    /// Shorter stretches that do not start like text are not unpacked to look for keywords in them.
    private static final int SHORTEST_OPAQUE = 40;

    /// More than what is between the escapes of a stretch.
    private static final int QUIET = 300;
    /// Quiet places are at least so far from each other.
    private static final int QUIET_STEP = 64;

    private static final int LONGEST_ESCAPE = 16;

    private static final byte[] ESCAPES = new byte[256];

    static {
        ESCAPES['%'] = 1;
        ESCAPES['\\'] = 1;
        ESCAPES['&'] = 1;
    }

    /// Whether a keyword stands in a part of the text, and so whether escapes that hide nothing are worth unpacking
    /// there.
    @FunctionalInterface
    public interface KeywordTest {
        boolean isKeywordIn(int start, int end);
    }

    private final byte[] text;
    private final int end;
    private final DecodeBudget budget;
    private final KeywordTest keywords;
    private final Consumer<Decoded> found;

    /// @param end where the text ends
    /// @param found takes what was unpacked, in the order of the text for each kind of layer
    public Decoder(byte[] text, int end, DecodeBudget budget, KeywordTest keywords, Consumer<Decoded> found) {
        this.text = text;
        this.end = end;
        this.budget = budget;
        this.keywords = keywords;
        this.found = found;
    }

    /// Looks at what starts in `[from, to)`.
    ///
    /// @return where to go on behind `to`: further behind, when the last stretch reaches over it
    public int decode(int from, int to) {
        escapes(from, Math.min(end, to + EscapedStretch.OVERLAP));
        return runs(from, to);
    }

    /// Looks at a part that nothing packed reaches into or out of.
    public void decodePart(int from, int to) {
        escapes(from, to);
        runs(from, to);
    }

    /// How many bytes before a quiet place make it one.
    public static int quiet() {
        return QUIET;
    }

    /// Finds places that nothing packed reaches over: in [#quiet] bytes before each is no escape, and the last of them
    /// ends whatever may be packed otherwise. Some, not all, where there are many.
    ///
    /// @param from where the bytes may begin
    /// @param found takes the places, in order, up to `to`
    public static void quietPlaces(byte[] text, int from, int to, IntConsumer found) {
        int clear = from + QUIET;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            if (ESCAPES[b & 0xff] != 0) {
                boolean isEscape = b == '%'
                        ? Escape.percent(text, at, text.length).isPresent()
                        : Escape.of(text, at, text.length).isPresent();
                // one that is none may become one with what is behind it
                clear = Math.max(clear, at + (isEscape ? QUIET : LONGEST_ESCAPE));
            } else if (at + 1 >= clear && !Base64Runs.isDigit(b) && ends(b)) {
                found.accept(at + 1);
                clear = at + 1 + QUIET_STEP;
            }
        }
    }

    /// Whether the byte is no part of base64, of its padding, or of what stands between its lines.
    private static boolean ends(byte b) {
        return b != ' ' && b != '\n' && b != '\r' && b != '\t' && b != '=';
    }

    private int runs(int from, int to) {
        int at = Base64Runs.next(text, from, end);
        while (at < to) {
            int runEnd = Math.min(Base64Runs.end(text, at, end), at + LONGEST);
            run(at, runEnd);
            if (runEnd >= to) return runEnd;
            at = Base64Runs.next(text, runEnd, end);
        }
        return to;
    }

    private void run(int start, int runEnd) {
        int hexStart = HexRuns.start(text, start, runEnd);
        if (HexRuns.value(text[hexStart]) >= 0 && HexRuns.isHex(text, hexStart, runEnd)) {
            hex(hexStart, runEnd);
            return;
        }
        byte[] head = Base64Runs.decode(text, start, Math.min(runEnd, start + HEAD_LETTERS), HEAD_BYTES);
        Layer packing = Inflation.layer(head, head.length);
        if (packing == null && !Plausible.isTextStart(head, head.length) && !isOpaque(start, runEnd)) return;
        int size = (runEnd - start) / 4 * 3;
        if (!budget.take(size)) return;
        byte[] bytes = Base64Runs.decode(text, start, runEnd, Integer.MAX_VALUE);
        if (packing == null) {
            offer(start, runEnd, List.of(Layer.BASE64), bytes);
        } else {
            offer(start, runEnd, List.of(Layer.BASE64, packing), Inflation.unpack(bytes, packing, budget));
        }
    }

    private void hex(int start, int runEnd) {
        byte[] head = HexRuns.decode(text, start, start + 2 * HEAD_BYTES);
        Layer packing = Inflation.layer(head, head.length);
        if (packing == null && !Plausible.isTextStart(head, head.length)) return;
        if (!budget.take((runEnd - start) / 2)) return;
        byte[] bytes = HexRuns.decode(text, start, runEnd);
        if (packing == null) {
            offer(start, runEnd, List.of(Layer.HEX), bytes);
        } else {
            offer(start, runEnd, List.of(Layer.HEX, packing), Inflation.unpack(bytes, packing, budget));
        }
    }

    /// Whether a stretch that does not start like text has the letters of packed bytes at least: both cases and digits,
    /// and no word in front.
    private boolean isOpaque(int start, int runEnd) {
        if (runEnd - start < SHORTEST_OPAQUE) return false;
        int kinds = 0;
        for (int i = start; i < start + SHORTEST_OPAQUE; i++) {
            byte b = text[i];
            if (b >= '0' && b <= '9') kinds |= 1;
            else if (b >= 'A' && b <= 'Z') kinds |= 2;
            else if (b >= 'a' && b <= 'z') kinds |= 4;
            else if (b == '-' || b == '_') return false;
        }
        return kinds == 7;
    }

    private void offer(int start, int runEnd, List<Layer> layers, byte[] bytes) {
        if (bytes.length == 0) return;
        switch (TextEncoding.of(bytes, bytes.length)) {
            case ASCII_COMPATIBLE -> found.accept(new Decoded(start, runEnd, layers, bytes, null, true));
            case UTF_16_LE -> offerWide(start, runEnd, layers, new String(bytes, StandardCharsets.UTF_16LE));
            case UTF_16_BE -> offerWide(start, runEnd, layers, new String(bytes, StandardCharsets.UTF_16BE));
            case BINARY -> found.accept(new Decoded(start, runEnd, layers, bytes, null, false));
        }
    }

    private void offerWide(int start, int runEnd, List<Layer> layers, String wide) {
        byte[] bytes = wide.getBytes(StandardCharsets.UTF_8);
        found.accept(new Decoded(start, runEnd, layers, bytes, null, true));
    }

    private void escapes(int from, int to) {
        var percents = new EscapedStretch(Layer.PERCENT);
        var others = new EscapedStretch(Layer.ESCAPES);
        int at = from;
        while (true) {
            while (at < to && ESCAPES[text[at] & 0xff] == 0) at++;
            if (at >= to) break;
            boolean isPercent = text[at] == '%';
            Escape escape = isPercent ? Escape.percent(text, at, end) : Escape.of(text, at, end);
            if (!escape.isPresent()) {
                at++;
                continue;
            }
            EscapedStretch stretch = isPercent ? percents : others;
            if (stretch.endsBefore(at)) close(stretch, at);
            stretch.add(at, escape);
            at += escape.width();
        }
        for (EscapedStretch stretch : List.of(percents, others)) {
            if (stretch.isOpen()) close(stretch, Integer.MAX_VALUE);
        }
    }

    private void close(EscapedStretch stretch, int next) {
        int start = stretch.start(text);
        int stretchEnd = stretch.end(text, end);
        boolean isWorth = stretch.isHiding() || keywords.isKeywordIn(start, stretchEnd);
        if (isWorth && budget.take(stretchEnd - start)) found.accept(stretch.decode(text, start, stretchEnd));
        stretch.close(next < stretchEnd);
    }

    /// Whether letters in the stretch are written as escapes, so that what it stands for should be looked at instead of
    /// it.
    public static boolean isEscaped(byte[] text, int start, int end) {
        for (int at = start; at < end; at++) {
            if (text[at] != '\\') continue;
            Escape escape = Escape.of(text, at, end);
            if (escape.width() > 2) return true;
            if (escape.isPresent()) at++;
        }
        return false;
    }

    /// The names of layers, as reports show them.
    public static List<String> labels(List<Layer> layers) {
        var labels = new ArrayList<String>();
        layers.forEach(layer -> labels.add(layer.label()));
        return labels;
    }
}
