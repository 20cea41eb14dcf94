// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Plugin;
import dev.dyadic.x86.machine.Host;
import dev.dyadic.x86.machine.NativeEngine;
import java.util.ArrayList;
import java.util.List;

/** Brings kernels in machine code for x86-64. */
public final class X86Plugin implements Plugin {

    @Override public String name() { return "x86"; }

    @Override public int apiVersion() { return Plugin.API; }

    @Override public List<Contribution> contributions() {
        List<Contribution> kernels = new ArrayList<>();
        for (Design design : Design.values()) {
            for (Element codes : List.of(Element.U8, Element.I8)) {
                kernels.add(new X86Gemm(design, codes, Host.here(), new NativeEngine()));
            }
        }
        for (GroupDesign design : GroupDesign.values()) {
            for (Element codes : List.of(Element.U8, Element.I8)) {
                kernels.add(new X86GroupGemm(design, codes, Host.here(), new NativeEngine()));
            }
        }
        for (FloatDesign design : FloatDesign.values()) {
            kernels.add(new X86FloatGemm(design, Host.here(), new NativeEngine()));
        }
        kernels.add(new X86Lookup(Host.here(), new NativeEngine()));
        return kernels;
    }
}
