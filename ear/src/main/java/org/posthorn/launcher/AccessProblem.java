package org.posthorn.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Says in words for an operator why a file cannot be used. */
final class AccessProblem {
  private static final System.Logger LOG = System.getLogger(AccessProblem.class.getName());

  private AccessProblem() {}

  /** The reason, to stand behind "because" or a colon. */
  static String of(Path file, IOException failure) {
    Path about = file;
    if (failure instanceof FileSystemException known && known.getFile() != null) {
      about = Path.of(known.getFile());
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no " + about;
    }
    if (failure instanceof AccessDeniedException) {
      return "the user " + System.getProperty("user.name") + " may not use " + about + owner(about);
    }
    if (failure instanceof FileSystemException known && known.getReason() != null) {
      return about + ": " + known.getReason();
    }
    return String.valueOf(failure.getMessage());
  }

  /** Of the nearest that can be seen: whose it is, and what others may do there. */
  private static String owner(Path file) {
    for (Path each = file.toAbsolutePath(); each != null; each = each.getParent()) {
      try {
        PosixFileAttributes seen = Files.readAttributes(each, PosixFileAttributes.class);
        return " ("
            + (each.equals(file.toAbsolutePath()) ? "" : each + ": ")
            + "owner "
            + seen.owner().getName()
            + ", group "
            + seen.group().getName()
            + ", mode "
            + PosixFilePermissions.toString(seen.permissions())
            + ")";
      } catch (IOException | UnsupportedOperationException e) {
        LOG.log(System.Logger.Level.DEBUG, "event=not-seen file=" + each, e);
      }
    }
    return "";
  }
}
