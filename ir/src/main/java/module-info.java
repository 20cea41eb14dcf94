// SPDX-License-Identifier: Apache-2.0
module dev.dyadic.ir {
    exports dev.dyadic.ir;
    exports dev.dyadic.ir.type;
    exports dev.dyadic.ir.tensor;
    exports dev.dyadic.ir.op;
    exports dev.dyadic.ir.infer;
    exports dev.dyadic.ir.reference;
    exports dev.dyadic.ir.rewrite;
    exports dev.dyadic.ir.text;
}
