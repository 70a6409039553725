package org.posthorn.launcher;

import java.io.PrintStream;

/**
 * Leaves word for the next start that the whole data directory was restored from a backup, which
 * cannot be seen from inside: database and content agree. The start gives all mailboxes a new
 * UIDVALIDITY.
 */
final class Restored implements CliCommand {
  @Override
  public int run(CommandLine line, PrintStream out) throws Exception {
    if (!line.arguments().isEmpty()) {
      throw new WrongConfiguration("Usage: restored [--config FILE].");
    }
    LauncherSettings settings = LauncherSettings.from(Configuration.load(line.file()));
    DataDirectory data = DataDirectory.occupy(settings.dataDirectory()); // or a server runs
    Privacy.write(data.path().resolve("restored"), "");
    out.println("At its next start, the server gives all mailboxes a new UIDVALIDITY:");
    out.println("mail programs forget what they know of them and read all anew.");
    return 0;
  }
}
