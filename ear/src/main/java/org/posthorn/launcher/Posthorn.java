package org.posthorn.launcher;

import java.io.PrintStream;
import java.util.Map;

/**
 * Runs the server, or another command: {@code java -jar posthorn.jar [COMMAND] [--config FILE]}.
 * Ends with 2 where the server refuses to start, with 1 where something it needs is away, with 3
 * where its memory is exhausted.
 */
public final class Posthorn {
  static final int NOT_STARTED = 1;
  static final int REFUSED = 2;

  /** By the first argument; none runs the server. */
  private static final Map<String, CliCommand> COMMANDS =
      Map.of(
          "",
          new Serve(),
          "admin-password",
          new AdminPassword(),
          "restored",
          new Restored(),
          "remove-samples",
          new RemoveSamples(),
          "check",
          (line, out) -> Check.run(line.file(), line.arguments(), out));

  private static final String USAGE =
      """
      Usage: java -jar posthorn.jar [--config FILE]
                 runs the server
             java -jar posthorn.jar admin-password [--config FILE] ADDRESS [-]
                 makes ADDRESS an administrator at the next start, with a password that is
                 made up and printed, or (-) with the first line of the input
             java -jar posthorn.jar restored [--config FILE]
                 after the data directory was restored from a backup, before the next start: mail
                 programs then never take new mail for what they have seen
             java -jar posthorn.jar remove-samples [--config FILE]
                 deletes the accounts of sample mode with all their mail at the next start
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
      // at once: what the application server says when it is stopped would be the last line
      Runtime.getRuntime().halt(code);
    }
  }

  static int run(String[] arguments, PrintStream out) throws Exception {
    CommandLine line = CommandLine.of(arguments);
    if (line.arguments().contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    CliCommand command = COMMANDS.get(line.command());
    if (command == null || line.command().isEmpty() && !line.arguments().isEmpty()) {
      out.print(USAGE);
      return REFUSED;
    }
    try {
      return command.run(line, out);
    } catch (WrongConfiguration e) {
      e.sentences().forEach(out::println);
      return REFUSED;
    }
  }
}
