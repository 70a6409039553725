package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.annotation.WebServlet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.webapi.body.ApiJson;

class MethodPageTest {

  @Test
  void eachMethodHasAPathAndAPageWithoutScriptsAndStyles() {
    List<String> paths = Arrays.asList(MethodServlet.class.getAnnotation(WebServlet.class).value());
    assertThat(paths).hasSize(Method.values().length + 1);
    for (Method method : Method.values()) {
      assertThat(paths).contains("/webapi/v0/" + method.word());
      assertThat(MethodPage.of(method))
          .contains("<textarea", "name=\"request\"")
          .doesNotContain("<script", "<style", "style=", "onclick");
      assertThat(MethodPage.all()).contains("href=\"" + method.word() + "\"");
      assertThatCode(() -> Members.parse(method.example().getBytes(UTF_8)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void resultsHaveTheNamesThatClientsExpect() {
    SendResult result = new SendResult("<1@x>", List.of(new SendResult.Submitted("a@b", 5, "f")));
    assertThat(ApiJson.jsonb().toJson(result))
        .isEqualTo(
            "{\"MessageID\":\"<1@x>\",\"Submissions\":"
                + "[{\"Address\":\"a@b\",\"QueueMsgID\":5,\"FromID\":\"f\"}]}");
    assertThat(ApiJson.jsonb().toJson(new EmptyResult())).isEqualTo("{}");
  }
}
