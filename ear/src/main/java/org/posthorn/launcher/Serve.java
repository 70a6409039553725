package org.posthorn.launcher;

import java.io.PrintStream;

/** Runs the server. */
final class Serve implements Command {

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
    Footprint.keepSmall();
    ApplicationServer.start(settings, data);
    if (!Readiness.reached(settings)) {
      ApplicationServer.stop();
      out.println("Posthorn did not start: " + StartFailure.sentence());
      return StartFailure.outage() ? Posthorn.NOT_STARTED : Posthorn.REFUSED;
    }
    StartFailure.started();
    Announcement.print(settings, out);
    return 0;
  }
}
