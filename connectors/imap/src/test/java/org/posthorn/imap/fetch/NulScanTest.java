package org.posthorn.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NulScanTest {
  private int reads;

  /** So many pieces of three octets, NUL in the last one. */
  private OctetStream pieces(int most) {
    return new OctetStream() {
      @Override
      public int read(byte[] target) {
        if (reads >= most) {
          return -1;
        }
        reads++;
        target[0] = 'a';
        target[1] = 'b';
        target[2] = (byte) (reads == most ? 0 : 'c');
        return 3;
      }

      @Override
      public int room() {
        return 3;
      }
    };
  }

  @Test
  void aStepReadsOnePieceAndNoneIsReadAgain() {
    NulScan scan = new NulScan(pieces(3));
    assertThat(scan.step()).isTrue();
    assertThat(reads).isEqualTo(1);
    assertThat(scan.step()).isTrue();
    assertThat(scan.step()).isTrue();
    assertThat(scan.step()).isFalse();
    assertThat(scan.step()).isFalse();
    assertThat(scan.size()).isEqualTo(9);
    assertThat(scan.nul()).isTrue();
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void whoDoesNotWaitGetsTheSame() {
    NulScan scan = new NulScan(pieces(2));
    assertThat(scan.nul()).isTrue();
    assertThat(scan.size()).isEqualTo(6);
  }
}
