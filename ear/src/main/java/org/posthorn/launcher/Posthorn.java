package org.posthorn.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs the server: {@code java -jar posthorn.jar [--config FILE]}. Ends with 2 where the
 * configuration is wrong, with 1 where the server does not come up.
 */
public final class Posthorn {
  static final int NOT_STARTED = 1;
  static final int WRONG_CONFIGURATION = 2;

  private static final String USAGE =
      """
      Usage: java -jar posthorn.jar [--config FILE]
             java -jar posthorn.jar check [--config FILE] [--data-dir DIR] [--repair]
                 checks all data of a server that is stopped; ends with 3 where something is wrong

      Reads FILE, or posthorn.properties in the working directory or in the data directory.
      Environment variables (POSTHORN_DATA_DIR) win over the file, system properties
      (-Dposthorn.data-dir=…) over both.
      """;

  private Posthorn() {}

  /** Returns once the server is ready; the server runs on until the process gets a signal. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    int code = run(arguments, out);
    out.flush();
    if (code != 0) {
      System.exit(code);
    }
  }

  private static int run(String[] arguments, PrintStream out) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("check")) {
      return check(Arrays.asList(arguments).subList(1, arguments.length), out);
    }
    Optional<Path> file = Optional.empty();
    if (arguments.length == 2 && arguments[0].equals("--config")) {
      file = Optional.of(Path.of(arguments[1]));
    } else if (arguments.length > 0) {
      out.print(USAGE);
      return arguments[0].equals("--help") ? 0 : WRONG_CONFIGURATION;
    }
    LauncherSettings settings;
    DataDirectory data;
    try {
      Configuration configuration = Configuration.load(file);
      settings = LauncherSettings.from(configuration);
      data = DataDirectory.occupy(settings.dataDirectory());
      configuration.publish();
    } catch (WrongConfiguration e) {
      e.sentences().forEach(out::println);
      return WRONG_CONFIGURATION;
    }
    Footprint.keepSmall();
    ApplicationServer.start(settings, data);
    if (!Readiness.reached(settings)) {
      out.println("Posthorn did not start; the lines above say why.");
      return NOT_STARTED;
    }
    Announcement.print(settings, out);
    return 0;
  }

  private static int check(List<String> arguments, PrintStream out) throws Exception {
    List<String> rest = new ArrayList<>(arguments);
    Optional<Path> file = Optional.empty();
    int at = rest.indexOf("--config");
    if (at >= 0 && at + 1 < rest.size()) {
      rest.remove(at);
      file = Optional.of(Path.of(rest.remove(at)));
    }
    try {
      return Check.run(file, rest, out);
    } catch (WrongConfiguration e) {
      e.sentences().forEach(out::println);
      return WRONG_CONFIGURATION;
    }
  }
}
