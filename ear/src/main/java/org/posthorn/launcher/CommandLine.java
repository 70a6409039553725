package org.posthorn.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody called the jar with.
 *
 * @param command the first argument, unless that is an option; empty to run the server
 * @param file the configuration file, where {@code --config} names one
 * @param arguments the others, for the command
 */
record CommandLine(String command, Optional<Path> file, List<String> arguments) {
  CommandLine {
    arguments = List.copyOf(arguments);
  }

  static CommandLine of(String... words) {
    String command = "";
    Optional<Path> file = Optional.empty();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("--config") && i + 1 < words.length) {
        file = Optional.of(Path.of(words[++i]));
      } else if (i == 0 && !words[i].startsWith("-")) {
        command = words[i];
      } else {
        arguments.add(words[i]);
      }
    }
    return new CommandLine(command, file, arguments);
  }
}
