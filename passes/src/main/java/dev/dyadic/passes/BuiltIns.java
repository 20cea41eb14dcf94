// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes;

import dev.dyadic.passes.canonical.FoldBatchNorm;
import dev.dyadic.passes.canonical.FoldBias;
import dev.dyadic.passes.canonical.FoldConstants;
import dev.dyadic.passes.canonical.FoldBranches;
import dev.dyadic.passes.canonical.FoldShapes;
import dev.dyadic.passes.canonical.FuseGelu;
import dev.dyadic.passes.canonical.FuseLayerNorm;
import dev.dyadic.passes.canonical.FuseMask;
import dev.dyadic.passes.canonical.FuseRmsNorm;
import dev.dyadic.passes.canonical.FuseSilu;
import dev.dyadic.passes.canonical.FuseSoftmax;
import dev.dyadic.passes.canonical.InferTypes;
import dev.dyadic.passes.canonical.LiftZeroPoints;
import dev.dyadic.passes.canonical.RemoveDead;
import dev.dyadic.passes.canonical.RemoveIdentity;
import dev.dyadic.passes.canonical.ShareEqual;
import dev.dyadic.passes.canonical.SinkConstants;
import dev.dyadic.passes.canonical.SubpixelConv;
import dev.dyadic.passes.observe.Entropy;
import dev.dyadic.passes.observe.MinMax;
import dev.dyadic.passes.observe.MovingAverage;
import dev.dyadic.passes.observe.Mse;
import dev.dyadic.passes.observe.Octav;
import dev.dyadic.passes.observe.Percentile;
import dev.dyadic.passes.quantize.Calibrate;
import dev.dyadic.passes.quantize.FoldToInteger;
import dev.dyadic.passes.quantize.GatherCodes;
import dev.dyadic.passes.quantize.InsertFakeQuant;
import dev.dyadic.passes.report.HtmlReport;
import dev.dyadic.passes.select.SelectKernels;
import dev.dyadic.passes.widen.WidenFloats;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Plugin;
import java.util.List;

/** What comes with Dyadic. */
public final class BuiltIns implements Plugin {

    @Override public String name() { return "passes"; }
    @Override public int apiVersion() { return Plugin.API; }

    @Override public List<Contribution> contributions() {
        return List.of(
                new ReferenceBackend(),
                new QirImporter(),
                new DyxImporter(),
                new InferTypes(),
                new FoldConstants(),
                new FoldBranches(),
                new FoldShapes(),
                new RemoveDead(),
                new RemoveIdentity(),
                new ShareEqual(),
                new SinkConstants(),
                new FoldBias(),
                new FoldBatchNorm(),
                new SubpixelConv(),
                new LiftZeroPoints(),
                new WidenFloats(),
                new FuseLayerNorm(),
                new FuseRmsNorm(),
                new FuseGelu(),
                new FuseSilu(),
                new FuseSoftmax(),
                new FuseMask(),
                new MinMax(),
                new Calibrate(),
                new InsertFakeQuant(),
                new GatherCodes(),
                new FoldToInteger(),
                new SelectKernels(),
                new MovingAverage(),
                new Percentile(),
                new Mse(),
                new Entropy(),
                new Octav(),
                new HtmlReport());
    }
}
