// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.cache.ModelInput;
import dev.pomona.engine.cache.ModelOutput;
import dev.pomona.engine.cache.RecordInput;
import dev.pomona.engine.cache.RecordOutput;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileFacts;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Turns results into cache records and back.
final class UnitCodec {

    private UnitCodec() {}

    /// Empty when the result is not to be kept.
    static Optional<byte[]> encode(UnitResult result) {
        if (!result.isLasting() || !result.results().values().stream().allMatch(Recorder::isKeepable)) {
            return Optional.empty();
        }
        var out = new RecordOutput();
        var model = new ModelOutput(out);
        out.number(result.files());
        out.number(result.bytes());
        out.all(result.gaps().all(), model::gap);
        out.all(result.entries(), entry -> {
            out.text(entry.facts().path());
            out.number(entry.facts().size());
            out.flag(entry.facts().executable());
            out.raw(HexFormat.of().parseHex(entry.digest()));
            out.raw(entry.wanting().toByteArray());
        });
        out.all(result.results().entrySet(), scanner -> {
            out.number(scanner.getKey());
            write(scanner.getValue(), out, model);
        });
        return Optional.of(out.toBytes());
    }

    /// @throws RuntimeException of any kind when the record is damaged
    static UnitResult decode(byte[] record, String path) {
        var in = new RecordInput(record);
        var model = new ModelInput(in);
        var result = new UnitResult(path);
        result.setCounts(in.number(), in.number());
        in.all(model::gap).forEach(gap -> result.gap(gap.kind(), gap.path(), gap.message()));
        in.all(() -> new UnitResult.Entry(
                        new FileFacts(in.text(), in.number(), in.flag()),
                        HexFormat.of().formatHex(in.raw()),
                        BitSet.valueOf(in.raw())))
                .forEach(result::add);
        in.all(() -> Map.entry((int) in.number(), read(in, model)))
                .forEach(scanner -> result.results(scanner.getKey()).addAll(scanner.getValue()));
        return result;
    }

    static void write(Recorder recorder, RecordOutput out, ModelOutput model) {
        out.all(recorder.manifests(), model::manifest);
        out.all(recorder.findings(), model::finding);
        out.all(recorder.clues(), clue -> {
            out.text(clue.path());
            out.text(clue.about());
            out.text(clue.says());
        });
        out.all(recorder.gaps(), model::gap);
    }

    static Recorder read(RecordInput in, ModelInput model) {
        var recorder = new Recorder();
        in.all(model::manifest).forEach(recorder::manifest);
        in.all(model::finding).forEach(recorder::finding);
        in.all(() -> new Clue(in.text(), in.text(), in.text())).forEach(recorder::clue);
        in.all(model::gap).forEach(recorder::gap);
        return recorder;
    }
}
