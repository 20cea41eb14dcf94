// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import java.util.List;

/** Ops that are known, and known to be out of reach; the reason is the message. */
final class Unsupported {

    private Unsupported() {}

    static void register(Translations all) {
        refuse(
                all,
                "sequences of tensors are not supported",
                List.of(
                        "ConcatFromSequence",
                        "SequenceAt",
                        "SequenceConstruct",
                        "SequenceEmpty",
                        "SequenceErase",
                        "SequenceInsert",
                        "SequenceLength",
                        "SequenceMap",
                        "SplitToSequence"));
        refuse(
                all,
                "strings are not supported",
                List.of("RegexFullMatch", "StringConcat", "StringNormalizer", "StringSplit", "TfIdfVectorizer"));
        refuse(all, "optional values are not supported", List.of("Optional"));
        refuse(all, "pictures must be decoded before the model runs", List.of("ImageDecoder"));
    }

    private static void refuse(Translations all, String reason, List<String> opTypes) {
        for (String opType : opTypes) {
            all.put(opType, (_, _) -> {
                throw new Refusal(reason);
            });
        }
    }
}
