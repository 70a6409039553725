package org.posthorn.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Runs the server. */
final class Serve implements CliCommand {

  @Override
  public int run(CommandLine line, PrintStream out) throws Exception {
    Configuration configuration = Configuration.load(line.file());
    LauncherSettings settings = LauncherSettings.from(configuration);
    DataDirectory data = DataDirectory.occupy(settings.dataDirectory());
    Places.demand(settings.places());
    data.warning().ifPresent(out::println);
    TlsFiles.demand(data.path());
    Exhaustion.watch();
    configuration.publish();
    MemoryTrimmer.keepSmall();
    ApplicationServer.start(settings, data);
    Optional<List<String>> silent = Readiness.silent(settings);
    if (silent.isEmpty() || !silent.get().isEmpty()) {
      ApplicationServer.stop();
      String why = StartFailure.sentence(data.path(), silent.orElse(List.of()));
      out.println("Posthorn did not start: " + why);
      return StartFailure.outage() ? Posthorn.NOT_STARTED : Posthorn.REFUSED;
    }
    StartFailure.started();
    StartupMessage.print(settings, out);
    return 0;
  }
}
