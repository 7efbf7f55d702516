package io.watertight.bench.compare;

import io.watertight.bench.cluster.Machine;
import io.watertight.bench.text.Quantities;

/** Says in one sentence what numbers were measured on. Stateless. */
final class MachineText {
    private MachineText() {}

    static String sentence(Machine machine) {
        return machine.cpuModel() + (machine.virtual() ? " (virtual machine), " : ", ")
                + Quantities.count(machine.cores(), "processor", "processors") + ", "
                + Quantities.bytes(machine.memoryBytes()) + ", " + machine.system() + ", Linux " + machine.kernel()
                + ", " + machine.jdk() + ".";
    }
}
