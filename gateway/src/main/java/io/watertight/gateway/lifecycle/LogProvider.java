package io.watertight.gateway.lifecycle;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LogbackServiceProvider;

/**
 * Logback, set up as {@link LogConfigurator} has it, without looking for what else might set it up, which every start would wait for. Where the system property
 * {@code logback.configurationFile} names a file, Logback sets itself up.
 */
public final class LogProvider extends LogbackServiceProvider {

    @Override
    public void initialize() {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
            super.initialize();
            return;
        }
        LoggerContext context = (LoggerContext) getLoggerFactory();
        context.setName("default");
        context.setMDCAdapter(getMDCAdapter());
        new LogConfigurator().configure(context);
        context.start();
    }
}
