// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.plugin.NodeTime;
import dev.dyadic.plugin.calibrate.CalibrationCache;
import dev.dyadic.plugin.kernel.Machine;
import dev.dyadic.plugin.kernel.Tuning;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What {@code bench --profile} found last of a program on this machine, kept in the user's cache folder under the SHA-256 of the program's
 * file: a line that names the machine, one with the number of threads, then a line for each node. A file of another machine, or one that
 * is damaged, counts as absent.
 */
record LastProfile(int threads, List<NodeTime> nodes) {

    private static final int FIELDS = 5;

    /** Keeps it for {@link #find}. */
    void keep(Path program) {
        var text = new StringBuilder(Machine.describe()).append('\n').append(threads).append('\n');
        for (NodeTime each : nodes) {
            text.append(each.nanoseconds()).append('\t').append(each.macs()).append('\t').append(each.kernel()).append('\t')
                    .append(each.node()).append('\t').append(each.op()).append('\n');
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        Path file = file(program);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "its folder cannot be made: " + AtomicFile.reason(e) + ".");
        }
        AtomicFile.write(file, channel -> {
            while (bytes.hasRemaining()) channel.write(bytes);
        });
    }

    static Optional<LastProfile> find(Path program) {
        try {
            List<String> lines = Files.readAllLines(file(program));
            if (lines.size() < 2 || !lines.getFirst().equals(Machine.describe())) return Optional.empty();
            List<NodeTime> nodes = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] parts = line.split("\t", FIELDS);
                nodes.add(new NodeTime(parts[3], parts[4], parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]), 0));
            }
            return Optional.of(new LastProfile(Integer.parseInt(lines.get(1)), nodes));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /** The nodes with products, the longest first, each with its share of the most its kernel was measured at. */
    String table(Tuning tuning) {
        var table = new Table("node", "op", "kernel", "time", "GMAC/s", "of the peak");
        for (NodeTime each : products()) {
            OptionalDouble share = share(each, tuning);
            table.row(each.node(), each.op(), each.kernel().isEmpty() ? "-" : each.kernel(),
                    String.format("%.4f ms", each.nanoseconds() / 1e6), String.format("%.1f", rate(each)),
                    share.isPresent() ? String.format("%.0f %%", 100 * share.getAsDouble()) : "not tuned");
        }
        return table.toString();
    }

    List<Map<String, Object>> json(Tuning tuning) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (NodeTime each : products()) {
            Map<String, Object> node = new LinkedHashMap<>();
            node.put("node", each.node());
            node.put("kernel", each.kernel());
            node.put("nanoseconds", each.nanoseconds());
            node.put("gmacs_per_second", rate(each));
            share(each, tuning).ifPresent(share -> node.put("share_of_peak", share));
            json.add(node);
        }
        return json;
    }

    private List<NodeTime> products() {
        return nodes.stream().filter(each -> each.macs() > 0 && each.nanoseconds() > 0)
                .sorted(Comparator.comparingLong(NodeTime::nanoseconds).reversed()).toList();
    }

    private static double rate(NodeTime node) {
        return (double) node.macs() / node.nanoseconds();
    }

    private OptionalDouble share(NodeTime node, Tuning tuning) {
        OptionalDouble best = tuning.best(node.kernel());
        return best.isPresent() ? OptionalDouble.of(rate(node) / best.getAsDouble() / threads) : best;
    }

    private static Path file(Path program) {
        return CalibrationCache.home().resolve("profiles").resolve(Manifest.hash(program) + ".txt");
    }
}
