// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.Machine;
import dev.dyadic.plugin.registry.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "doctor", description = "Says what of this machine and JVM Dyadic uses, and what would help.")
final class DoctorCommand implements Callable<Integer> {

    private static final String VECTORS = "jdk.incubator.vector";

    @Mixin final Common common = new Common();

    /** One thing looked at. */
    private record Finding(String what, boolean good, String found) {}

    @Override public Integer call() {
        List<Finding> findings = findings(common.registry());
        if (common.json()) common.printJson(findings.stream().map(DoctorCommand::json).toList());
        else common.print(table(findings));
        return ExitCode.DONE.number();
    }

    private static List<Finding> findings(Registry registry) {
        Runtime.Version version = Runtime.version();
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                "JVM",
                version.feature() == 25,
                System.getProperty("java.vendor") + " " + version
                        + (version.feature() == 25 ? "" : "; Dyadic is tried on 25 only")));
        findings.add(new Finding("machine", true, System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        findings.add(new Finding("cores", true, String.valueOf(Runtime.getRuntime().availableProcessors())));
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        String small = heap < 1024 ? "; under 1024 MiB large models will not fit: set JAVA_OPTS=-Xmx2g" : "";
        findings.add(new Finding("heap", small.isEmpty(), heap + " MiB" + small));
        findings.add(processor());
        findings.add(vectors());
        for (Backend backend : registry.all(Backend.class)) {
            findings.add(new Finding(
                    "backend " + backend.name(), backend.missing().isEmpty(), backend.missing().orElse(backend.summary())));
        }
        for (Kernel kernel : registry.all(Kernel.class)) {
            findings.add(new Finding(
                    "kernel " + kernel.name(), kernel.missing().isEmpty(), kernel.missing().orElse(kernel.summary())));
        }
        registry.plugins().forEach(
                from -> findings.add(new Finding("plug-in " + from.plugin(), true, from.module() + " " + from.location())));
        return findings;
    }

    /** The features that kernels can make use of, in the system's words. */
    private static Finding processor() {
        List<String> useful = Machine.features().stream()
                .filter(each -> each.startsWith("avx") || each.equals("fma") || each.equals("asimd") || each.startsWith("sve"))
                .toList();
        String name = Machine.processor().orElse("not told by the system");
        return new Finding("processor", true, name + (useful.isEmpty() ? "" : ": " + String.join(" ", useful)));
    }

    private static Finding vectors() {
        if (ModuleLayer.boot().findModule(VECTORS).isPresent()) return new Finding("vectors", true, VECTORS + " is there");
        return new Finding(
                "vectors", false,
                VECTORS + " is missing, without which programs run slowly: start Java with --add-modules " + VECTORS);
    }

    private static String table(List<Finding> findings) {
        var table = new Table("", "what", "found");
        findings.forEach(finding -> table.row(finding.good ? "ok" : "!!", finding.what, finding.found));
        return table.toString();
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", finding.what);
        json.put("good", finding.good);
        json.put("found", finding.found);
        return json;
    }
}
