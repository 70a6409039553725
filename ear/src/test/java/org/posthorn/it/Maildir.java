package org.posthorn.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of messages in files, as client programs keep them. */
final class Maildir {
  private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: (.*?)\r?$");
  private static final Pattern INFO = Pattern.compile(":2,([A-Za-z]*)$");

  private final Path folder;

  Maildir(Path folder) {
    this.folder = folder;
  }

  /** Makes the folders that a Maildir has. */
  Maildir create() throws IOException {
    for (String part : new String[] {"cur", "new", "tmp"}) {
      Files.createDirectories(folder.resolve(part));
    }
    return this;
  }

  /** The flags of all messages by their subjects: {@code S} for seen, {@code F} for flagged. */
  Map<String, String> flags() throws IOException {
    Map<String, String> flags = new TreeMap<>();
    for (Map.Entry<String, Path> message : files().entrySet()) {
      Matcher info = INFO.matcher(message.getValue().getFileName().toString());
      flags.put(message.getKey(), info.find() ? info.group(1) : "");
    }
    return flags;
  }

  /** Writes a message that has come to this side. */
  void add(String subject, String message) throws IOException {
    Files.writeString(folder.resolve("new").resolve("1." + subject + ".here"), message, ISO_8859_1);
  }

  /** Gives a message other flags. */
  void mark(String subject, String flags) throws IOException {
    Path file = file(subject);
    String name = INFO.matcher(file.getFileName().toString()).replaceFirst("") + ":2," + flags;
    Files.move(file, folder.resolve("cur").resolve(name));
  }

  void remove(String subject) throws IOException {
    Files.delete(file(subject));
  }

  /** The octets of a message, one char each. */
  String message(String subject) throws IOException {
    return Files.readString(file(subject), ISO_8859_1);
  }

  private Path file(String subject) throws IOException {
    Path file = files().get(subject);
    if (file == null) {
      throw new AssertionError("no " + subject + " in " + files().keySet());
    }
    return file;
  }

  private Map<String, Path> files() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (String part : new String[] {"cur", "new"}) {
      try (Stream<Path> listed = Files.list(folder.resolve(part))) {
        for (Path file : listed.toList()) {
          Matcher subject = SUBJECT.matcher(Files.readString(file, ISO_8859_1));
          files.put(subject.find() ? subject.group(1) : "", file);
        }
      }
    }
    return files;
  }
}
