// SPDX-License-Identifier: Apache-2.0
/** The command line: the one place where all meet. */
module dev.dyadic.cli {
    requires dev.dyadic.dsl;
    requires dev.dyadic.plugin;
    requires info.picocli;
    requires java.management;
    requires tools.jackson.databind;
    requires me.tongfei.progressbar;

    opens dev.dyadic.cli to
            info.picocli;

    uses dev.dyadic.plugin.Plugin;
}
