package org.posthorn.junk.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much is kept of messages while they come. */
class MessageSampleTest {
  @Test
  void whatIsReleasedIsGivenBackOnce() {
    long before = MessageSample.ofAll();
    MessageSample sample = new MessageSample();
    sample.add(ByteBuffer.allocate(300_000));
    assertThat(MessageSample.ofAll() - before).isEqualTo(MessageSample.MOST);
    MessageSample.Sampled all = sample.end();
    sample.release();
    sample.release();
    sample.add(ByteBuffer.allocate(10));
    assertThat(MessageSample.ofAll()).isEqualTo(before);
    assertThat(all.content().size()).isEqualTo(MessageSample.MOST);
    assertThat(sample.size()).isEqualTo(300_010);
  }

  @Test
  void allTogetherHaveALimit() {
    long most = Math.max(16L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);
    List<MessageSample> samples = new ArrayList<>();
    for (long i = 0; i <= most / MessageSample.MOST + 10; i++) {
      MessageSample sample = new MessageSample();
      sample.add(ByteBuffer.allocate(MessageSample.MOST));
      samples.add(sample);
    }
    assertThat(MessageSample.ofAll()).isLessThanOrEqualTo(most);
    assertThat(samples.get(samples.size() - 1).end().content().size()).isZero();
    samples.forEach(MessageSample::release);
  }
}
