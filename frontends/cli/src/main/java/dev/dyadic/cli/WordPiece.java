// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizer of BERT models that ignore case: words are cut into the longest pieces of the vocabulary, from the left (Wu et al.
 * 2016).
 */
final class WordPiece {

    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> vocabulary;
    private final int longest;

    /** @param longest tokens to keep, the two at the ends included */
    WordPiece(Map<String, Integer> vocabulary, int longest) {
        this.vocabulary = vocabulary;
        this.longest = longest;
    }

    /** The ids of a text, between [CLS] and [SEP]. */
    long[] encode(String text) {
        List<Long> ids = new ArrayList<>();
        ids.add(id("[CLS]"));
        for (String word : words(text)) ids.addAll(pieces(word));
        List<Long> kept = new ArrayList<>(ids.subList(0, Math.min(ids.size(), longest - 1)));
        kept.add(id("[SEP]"));
        return kept.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        plain.codePoints().forEach(c -> {
            boolean alone = isPunctuation(c) || Character.isIdeographic(c);
            if (alone || Character.isWhitespace(c) || Character.isISOControl(c)) flush(word, words);
            if (alone) words.add(Character.toString(c));
            else if (!Character.isWhitespace(c) && !Character.isISOControl(c)) word.appendCodePoint(c);
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) words.add(word.toString());
        word.setLength(0);
    }

    private static boolean isPunctuation(int c) {
        boolean ascii = c >= 33 && c <= 47 || c >= 58 && c <= 64 || c >= 91 && c <= 96 || c >= 123 && c <= 126;
        return ascii || Character.toString(c).matches("\\p{P}");
    }

    private List<Long> pieces(String word) {
        List<Long> pieces = new ArrayList<>();
        if (word.length() > LONGEST_WORD) return List.of(id("[UNK]"));
        int start = 0;
        while (start < word.length()) {
            Optional<String> piece = longestPiece(word, start);
            if (piece.isEmpty()) return List.of(id("[UNK]"));
            pieces.add(id(piece.get()));
            start += piece.get().length() - (start == 0 ? 0 : 2);
        }
        return pieces;
    }

    private Optional<String> longestPiece(String word, int start) {
        for (int end = word.length(); end > start; end--) {
            String piece = (start == 0 ? "" : "##") + word.substring(start, end);
            if (vocabulary.containsKey(piece)) return Optional.of(piece);
        }
        return Optional.empty();
    }

    private long id(String piece) {
        return vocabulary.get(piece);
    }
}
