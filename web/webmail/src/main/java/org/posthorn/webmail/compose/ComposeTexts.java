package org.posthorn.webmail.compose;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the page in the language of whoever writes. */
record ComposeTexts(Locale locale) {
  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /** In the language that was chosen, else the first that the browser prefers and that there is. */
  static ComposeTexts of(HttpServletRequest request) {
    if (request.getAttribute(Author.LANGUAGE) instanceof Locale chosen) {
      return new ComposeTexts(chosen);
    }
    return Collections.list(request.getLocales()).stream()
        .filter(each -> each.getLanguage().equals("de") || each.getLanguage().equals("en"))
        .findFirst()
        .map(ComposeTexts::new)
        .orElseGet(() -> new ComposeTexts(Locale.ENGLISH));
  }

  private ResourceBundle bundle() {
    return ResourceBundle.getBundle("org.posthorn.webmail.compose.texts", locale, EXACT);
  }

  /** A text by its key. */
  String text(String key) {
    return bundle().getString(key);
  }

  /** A text with values. */
  String text(String key, Object... values) {
    return new MessageFormat(text(key), locale).format(values);
  }

  /** Whether there is a text. */
  boolean has(String key) {
    return bundle().containsKey(key);
  }

  /** All texts, for scripts. */
  JsonObject all() {
    JsonObjectBuilder object = Json.createObjectBuilder();
    ResourceBundle bundle = bundle();
    bundle.keySet().stream().sorted().forEach(key -> object.add(key, bundle.getString(key)));
    return object.build();
  }
}
