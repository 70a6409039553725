package org.posthorn.webmail.reading;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.posthorn.mime.MessagePart;

/**
 * Parts of a message as files: {@code …/2.1} one of them, {@code …/all} its attachments as a zip
 * file. Only kinds that can do no harm are shown in the browser, under a policy that lets them load
 * nothing; all others are saved.
 */
@WebServlet("/webmail/part/*")
public class PartServlet extends MessageServlet {
  private static final long serialVersionUID = 1;

  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif");

  /** Where a part is. */
  static String url(OpenMessage message, MessagePart part) {
    return "/webmail/part/" + message.mailbox() + "/" + message.uid() + "/" + part.number();
  }

  /** Whether a browser shows such a part. */
  static boolean isShown(MessagePart part) {
    return PICTURES.contains(part.mediaType())
        || part.mediaType().equals("application/pdf")
        || part.mediaType().equals("text/plain");
  }

  @Override
  boolean answer(
      OpenMessage message, String number, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (number.equals("all")) {
      zip(message, response);
      return true;
    }
    Optional<MessagePart> found = message.part(number);
    found.ifPresent(part -> headers(part, "1".equals(request.getParameter("inline")), response));
    if (found.isPresent()) {
      PartOctets.copy(message.content(), found.get(), response.getOutputStream());
    }
    return found.isPresent();
  }

  private static void headers(MessagePart part, boolean wanted, HttpServletResponse response) {
    boolean inline = wanted && isShown(part);
    String type = inline ? part.mediaType() : "application/octet-stream";
    if (inline && type.equals("text/plain")) {
      String charset = part.charset();
      type += ";charset=" + (charset.matches("[a-z0-9._-]{1,40}") ? charset : "utf-8");
    }
    response.setContentType(type);
    response.setHeader("Content-Disposition", FileNames.disposition(inline, FileNames.of(part)));
    response.setHeader(
        "Content-Security-Policy",
        part.mediaType().equals("application/pdf") && inline
            ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self';"
                + " frame-ancestors 'self'"
            : "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
  }

  private static void zip(OpenMessage message, HttpServletResponse response) throws IOException {
    response.setContentType("application/zip");
    String subject = message.facts().subject().orElse("").replaceAll("[^\\p{L}\\p{N} ._-]", "");
    String name = (subject.isBlank() ? "attachments" : subject.strip()) + ".zip";
    response.setHeader("Content-Disposition", FileNames.disposition(false, name));
    Set<String> taken = new HashSet<>();
    try (OutputStream out = response.getOutputStream();
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (MessagePart part : message.facts().root().attachments()) {
        zip.putNextEntry(new ZipEntry(unique(FileNames.of(part), taken)));
        PartOctets.copy(message.content(), part, zip);
        zip.closeEntry();
      }
    }
  }

  private static String unique(String name, Set<String> taken) {
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      int dot = name.lastIndexOf('.');
      free = dot > 0 ? name.substring(0, dot) + " " + i + name.substring(dot) : name + " " + i;
    }
    return free;
  }
}
