// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;

/// Two spaces a level, one value a line, `\n` on every machine; what is asked to be inline stays on its line.
final class Layout implements PrettyPrinter {

    private static final String SPACES = " ".repeat(64);

    private final boolean singleLine;
    private int depth;
    private int inlineFrom = Integer.MAX_VALUE;

    /// @param singleLine whether the whole document is one line
    Layout(boolean singleLine) {
        this.singleLine = singleLine;
    }

    /// The next object or array, with all that is in it, stays on one line.
    void inline() {
        inlineFrom = Math.min(inlineFrom, depth + 1);
    }

    private boolean isInline() {
        return singleLine || depth >= inlineFrom;
    }

    @Override
    public void writeStartObject(JsonGenerator out) {
        out.writeRaw('{');
        depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) {
        if (!isInline()) breakLine(out);
    }

    @Override
    public void writeObjectNameValueSeparator(JsonGenerator out) {
        if (singleLine) out.writeRaw(':');
        else out.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) {
        separate(out);
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) {
        end(out, entries, '}');
    }

    @Override
    public void writeStartArray(JsonGenerator out) {
        out.writeRaw('[');
        depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) {
        if (!isInline()) breakLine(out);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) {
        separate(out);
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) {
        end(out, values, ']');
    }

    @Override
    public void writeRootValueSeparator(JsonGenerator out) {
        out.writeRaw('\n');
    }

    private void separate(JsonGenerator out) {
        out.writeRaw(',');
        if (singleLine) return;
        if (isInline()) out.writeRaw(' ');
        else breakLine(out);
    }

    private void end(JsonGenerator out, int members, char bracket) {
        boolean inline = isInline();
        depth--;
        if (depth < inlineFrom) inlineFrom = Integer.MAX_VALUE;
        if (!inline && members > 0) breakLine(out);
        out.writeRaw(bracket);
    }

    private void breakLine(JsonGenerator out) {
        out.writeRaw('\n');
        int spaces = depth * 2;
        while (spaces > 0) {
            int some = Math.min(spaces, SPACES.length());
            out.writeRaw(SPACES, 0, some);
            spaces -= some;
        }
    }
}
