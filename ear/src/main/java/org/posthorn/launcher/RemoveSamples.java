package org.posthorn.launcher;

import java.io.IOException;
import java.io.PrintStream;

/** Leaves word for the next start: the accounts of sample mode are to go, with all their mail. */
final class RemoveSamples implements CliCommand {

  @Override
  public int run(CommandLine line, PrintStream out) throws WrongConfiguration, IOException {
    if (!line.arguments().isEmpty()) {
      throw new WrongConfiguration("Usage: remove-samples [--config FILE].");
    }
    LauncherSettings settings = LauncherSettings.from(Configuration.load(line.file()));
    if (settings.sample()) {
      throw new WrongConfiguration(
          "posthorn.sample is \"true\", so the sample accounts would be made again: set it to false.");
    }
    Privacy.create(settings.dataDirectory());
    Privacy.write(settings.dataDirectory().resolve("remove-samples"), "");
    out.println("At its next start, the server deletes the sample accounts with all their mail.");
    return 0;
  }
}
