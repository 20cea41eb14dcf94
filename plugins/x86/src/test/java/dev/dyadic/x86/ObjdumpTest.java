// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dyadic.ir.type.Element;
import dev.dyadic.x86.code.Encoder;
import dev.dyadic.x86.code.Instruction;
import dev.dyadic.x86.code.Instruction.Jump;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.Conversion;
import dev.dyadic.x86.tile.Epilogue;
import dev.dyadic.x86.tile.LookupCodes;
import dev.dyadic.x86.tile.Planes;
import dev.dyadic.x86.tile.RowsProgram;
import dev.dyadic.x86.tile.SumCodes;
import dev.dyadic.x86.tile.TablesProgram;
import dev.dyadic.x86.tile.WinogradCodes;
import dev.dyadic.x86.tile.WinogradSums;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of every program are, to objdump, the instructions they were made of. */
class ObjdumpTest {

    private static final Path OBJDUMP = Path.of("/usr/bin/objdump");

    @TempDir Path folder;

    @Test void disassemblesToTheInstructions() throws Exception {
        assumeTrue(Files.isExecutable(OBJDUMP), "binutils are not here");
        List<Instruction> all = new ArrayList<>();
        for (Program each : programs()) {
            int labels = all.size();
            for (Instruction instruction : each.instructions()) all.add(renumbered(instruction, labels));
        }
        List<byte[]> bytes = Encoder.encode(all);
        assertEquals(expected(all, bytes), disassembled(bytes));
    }

    private static List<Program> programs() {
        List<Program> programs = new ArrayList<>();
        for (Conversion each : Conversion.values()) programs.add(new RowsProgram(each).program());
        for (Epilogue each : List.of(Epilogue.SUMS, Epilogue.CODES, Epilogue.DIRECT_CODES, Epilogue.ALL_U8, Epilogue.ALL_I8))
            programs.add(new WinogradSums(each).program());
        for (LookupCodes each : List.of(X86Lookup.MANY, X86Lookup.FEW)) programs.add(each.program());
        for (Element codes : List.of(Element.U8, Element.I8)) {
            for (Design design : Design.values()) {
                addAll(X86Gemm.programs(design, design.shape(), codes), programs);
                addAll(X86Gemm.programs(design, design.shape(1), codes), programs);
            }
            HalvedDesign halved = new HalvedDesign(codes);
            addAll(halved.programs(), programs);
            programs.add(halved.preparing());
            for (Design design : Design.values()) {
                for (int channels : List.of(16, 32))
                    addAll(new ChannelKernel(3, 2, true, channels).programs(design, codes), programs);
            }
            programs.add(new WinogradCodes(codes.isSigned()).program());
            for (boolean signed : List.of(true, false)) programs.add(new SumCodes(codes.isSigned(), signed, !signed).program());
            for (GroupDesign design : GroupDesign.values()) {
                for (GroupCode code : design.codes()) addAll(X86GroupGemm.programs(design, code, codes), programs);
            }
            for (Planes each : List.of(Planes.ofBits(2, 8), Planes.ofBits(3, 4), Planes.ofSigns(8)))
                programs.add(new TablesProgram(each, !codes.isSigned()).program());
        }
        for (FloatDesign design : FloatDesign.values()) {
            addAll(X86FloatGemm.programs(design), programs);
            addAll(X86FloatGemm.turnedPrograms(design), programs);
        }
        return programs;
    }

    private static void addAll(Programs made, List<Program> programs) {
        for (Epilogue epilogue : Epilogue.values()) {
            for (int rows = 1; rows <= made.shape().rows(); rows++) programs.add(made.tile(epilogue, rows));
        }
    }

    /** Labels of several programs in one list need numbers of their own. */
    private static Instruction renumbered(Instruction instruction, int by) {
        return switch (instruction) {
            case Label label -> new Label(label.number() + by);
            case Jump jump -> new Jump(jump.condition(), new Label(jump.to().number() + by));
            case Instruction.Scalar scalar -> scalar;
            case Instruction.Vector vector -> vector;
        };
    }

    private static String expected(List<Instruction> instructions, List<byte[]> bytes) {
        Map<Label, Integer> places = new HashMap<>();
        int at = 0;
        for (int i = 0; i < bytes.size(); i++) {
            if (instructions.get(i) instanceof Label label) places.put(label, at);
            at += bytes.get(i).length;
        }
        var text = new StringBuilder();
        for (Instruction each : instructions) {
            if (each instanceof Label) continue;
            String line = each instanceof Jump jump
                    ? jump.condition().mnemonic() + " 0x" + Integer.toHexString(places.get(jump.to()))
                    : each.toString();
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private String disassembled(List<byte[]> bytes) throws IOException, InterruptedException {
        Path code = folder.resolve("code");
        try (OutputStream out = Files.newOutputStream(code)) {
            for (byte[] each : bytes) out.write(each);
        }
        Process process = new ProcessBuilder(OBJDUMP.toString(), "-D", "-b", "binary", "-m", "i386:x86-64", "-M", "intel",
                "--no-show-raw-insn", code.toString()).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), printed);
        var text = new StringBuilder();
        for (String line : printed.split("\n")) {
            if (!line.matches(" +[0-9a-f]+:\t.*")) continue;
            text.append(line.replaceFirst(" +[0-9a-f]+:\t", "").replaceAll(" +", " ").strip()).append('\n');
        }
        return text.toString();
    }
}
