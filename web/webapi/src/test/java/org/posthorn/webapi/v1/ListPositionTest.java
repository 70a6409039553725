package org.posthorn.webapi.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListPositionTest {

  @Test
  void aCursorLeadsBackToItsPosition() {
    ListPosition position = new ListPosition(1_796_000_000L, 17, 4_294_967_295L);
    assertThat(ListPosition.of(position.cursor())).contains(position);
    ListPosition early = new ListPosition(-5, 1, 1);
    assertThat(ListPosition.of(early.cursor())).contains(early);
  }

  @Test
  void anyOtherTextIsNoCursor() {
    for (String text : new String[] {"", "x", "MQ", "MS4y", "ä", "LS4xLjE", "===="}) {
      assertThat(ListPosition.of(text)).as(text).isEmpty();
    }
  }

  @Test
  void theNewestComeFirstAndThenTheHighestUid() {
    ListPosition position = new ListPosition(100, 5, 7);
    assertThat(position.isBefore(99, 9, 9)).isTrue();
    assertThat(position.isBefore(101, 1, 1)).isFalse();
    assertThat(position.isBefore(100, 4, 9)).isTrue();
    assertThat(position.isBefore(100, 6, 1)).isFalse();
    assertThat(position.isBefore(100, 5, 6)).isTrue();
    assertThat(position.isBefore(100, 5, 7)).isFalse();
  }
}
