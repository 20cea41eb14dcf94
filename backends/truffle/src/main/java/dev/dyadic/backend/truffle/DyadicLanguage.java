// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import dev.dyadic.backend.truffle.step.GraphTrees;
import dev.dyadic.backend.truffle.step.Kernels;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.plugin.program.ProgramFiles;
import java.lang.foreign.MemorySegment;

/**
 * Graphs as a language: a source is {@code .qir} text or, in bytes, a {@code .dyx} program; evaluating it gives a function that takes and
 * returns tensors. The backend hands its graphs over directly.
 */
@TruffleLanguage.Registration(id = DyadicLanguage.ID, name = "Dyadic", contextPolicy = TruffleLanguage.ContextPolicy.SHARED, characterMimeTypes = DyadicLanguage.TEXT, byteMimeTypes = DyadicLanguage.PROGRAM, defaultMimeType = DyadicLanguage.TEXT)
@ProvidedTags(StandardTags.ExpressionTag.class)
public final class DyadicLanguage extends TruffleLanguage<TruffleLanguage.Env> {

    static final String ID = "dyadic";
    static final String TEXT = "text/x-qir";
    static final String PROGRAM = "application/x-dyx";

    private static final LanguageReference<DyadicLanguage> REFERENCE = LanguageReference.create(DyadicLanguage.class);

    /** The language of the context that is entered. */
    static DyadicLanguage current() {
        return REFERENCE.get(null);
    }

    @Override protected Env createContext(Env env) { return env; }

    @Override protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) { return true; }

    @Override protected CallTarget parse(ParsingRequest request) {
        Graph graph = Program.typed(read(request.getSource()));
        var function = new GraphFunction(graph, new GraphTrees(this, Kernels.none()).fused(graph));
        return RootNode.createConstantNode(function).getCallTarget();
    }

    private static Graph read(Source source) {
        if (source.hasCharacters()) return QirParser.parse(source.getName(), source.getCharacters().toString());
        MemorySegment bytes = MemorySegment.ofArray(source.getBytes().toByteArray());
        return ProgramFiles.read(source.getName(), bytes, QirParser.CORE_OPS).graph();
    }
}
