package org.posthorn.launcher;

import java.io.PrintStream;

/** What {@code posthorn.jar} does when it is called; each by a name, see {@link Posthorn}. */
interface CliCommand {
  /**
   * Does it.
   *
   * @return the exit code; 0 leaves the process to those who run in it
   * @throws WrongConfiguration with all that stands in the way, and is to be said before the end
   */
  int run(CommandLine line, PrintStream out) throws Exception;
}
