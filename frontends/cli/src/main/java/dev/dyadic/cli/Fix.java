// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.fix.FixedWords;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of every command that reads a model: what is always the same. */
final class Fix {

    /** Commas part, but for those in brackets. */
    private static final String COMMA = ",(?![^\\[(]*[\\])])";

    @Option(names = "--fix", split = COMMA, paramLabel = "NAME=VALUE", description = "An input that always has this value, or a named size that always is this number: sr=16000,batch=1; or an .npz with values of inputs. It is no input any more, and branches that depend on it are decided.") private List<String> items = new ArrayList<>();

    FixedWords words() {
        return FixedWords.parse(items);
    }

    /** The same on the command line of another process. */
    List<String> options() {
        return items.stream().flatMap(item -> List.of("--fix", item).stream()).toList();
    }
}
