package org.posthorn.inbound.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointProxyTest {
  private final List<String> events = new ArrayList<>();

  interface Port {
    String answer(String question);
  }

  interface Inherited extends Port {
    void more();
  }

  /** A bean with its container around. */
  private final class Bean implements Port, MessageEndpoint {
    @Override
    public String answer(String question) {
      events.add("call");
      return switch (question) {
        case "wrapped" -> throw new EJBException(new IllegalArgumentException("inside"));
        case "nested" -> "re: " + port.answer("inner");
        case "bare" -> throw new EJBException("alone");
        default -> "re: " + question;
      };
    }

    @Override
    public void beforeDelivery(Method method) {}

    @Override
    public void afterDelivery() {}

    @Override
    public void release() {
      events.add("release");
    }
  }

  private final class Factory implements MessageEndpointFactory {
    boolean exhausted;

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource resource)
        throws UnavailableException {
      if (exhausted) {
        throw new UnavailableException("pool");
      }
      events.add("create");
      return new Bean();
    }

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout)
        throws UnavailableException {
      return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
      return false;
    }

    @Override
    public String getActivationName() {
      return "test";
    }

    @Override
    public Class<?> getEndpointClass() {
      return Bean.class;
    }
  }

  private final Factory factory = new Factory();
  private final EndpointProxy proxy = new EndpointProxy(factory);
  private final Port port = proxy.port(Port.class);

  @Test
  void anEndpointIsKeptForTheNextCall() {
    assertThat(port.answer("why")).isEqualTo("re: why");
    assertThat(port.answer("how")).isEqualTo("re: how");
    assertThat(events).containsExactly("create", "call", "call");
  }

  @Test
  void noTwoCallsAtATimeUseTheSameEndpoint() {
    assertThat(port.answer("nested")).isEqualTo("re: re: inner");
    assertThat(events).containsExactly("create", "call", "create", "call");
    port.answer("why");
    port.answer("how");
    assertThat(events).filteredOn("create"::equals).hasSize(2);
  }

  @Test
  void anEndpointThatFailedIsNotUsedAgain() {
    assertThatThrownBy(() -> port.answer("bare")).isInstanceOf(EJBException.class);
    port.answer("why");
    assertThat(events).containsExactly("create", "call", "release", "create", "call");
  }

  @Test
  void keepsNoneAfterItsEnd() {
    port.answer("why");
    proxy.close();
    assertThat(events).containsExactly("create", "call", "release");
    port.answer("how");
    assertThat(events).endsWith("create", "call", "release");
  }

  @Test
  void failuresComeOutAsTheyWereThrown() {
    assertThatThrownBy(() -> port.answer("wrapped"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("inside");
    assertThatThrownBy(() -> port.answer("bare")).isExactlyInstanceOf(EJBException.class);
    assertThat(events).endsWith("release");
  }

  @Test
  void anExhaustedPoolIsUnavailable() {
    factory.exhausted = true;
    assertThatThrownBy(() -> port.answer("why")).isExactlyInstanceOf(EndpointUnavailable.class);
    assertThat(events).isEmpty();
  }

  @Test
  void aPortDeclaresAllItsMethodsItself() {
    assertThatThrownBy(() -> proxy.port(Inherited.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("answer");
  }

  @Test
  void theProxyIsEqualToItselfOnly() {
    assertThat(Set.of(port)).contains(port).doesNotContain(proxy.port(Port.class));
    assertThat(events).isEmpty();
  }
}
