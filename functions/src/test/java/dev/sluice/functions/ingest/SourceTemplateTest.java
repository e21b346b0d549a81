package dev.sluice.functions.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where announced streams are pulled. */
class SourceTemplateTest {
  @Test
  void fillsInApplicationAndKey() {
    assertThat(
            SourceTemplate.parse("rtmp://ingest:1935/{app}/{key}").orElseThrow().fill("live", "k"))
        .contains(Secret.of("rtmp://ingest:1935/live/k"));
    assertThat(
            SourceTemplate.parse("srt://ingest:8890?streamid=read:{app}/{key}")
                .orElseThrow()
                .fill("a/b.c", "k"))
        .contains(Secret.of("srt://ingest:8890?streamid=read:a/b.c/k"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "..", "a/../b", "a?b", "a#b", "a b", "a%2e", "/a", "a/", "a@b", "a//b", "a\n"})
  void anApplicationThatMeansSomethingInAUrlIsNotFilledIn(String app) {
    assertThat(SourceTemplate.parse("rtmp://ingest/{app}/{key}").orElseThrow().fill(app, "k"))
        .isEmpty();
  }

  @Test
  void aTemplateWithoutAnApplicationTakesAnyApplication() {
    assertThat(SourceTemplate.parse("rtmp://ingest/live/{key}").orElseThrow().fill("a b", "k"))
        .contains(Secret.of("rtmp://ingest/live/k"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtmp://ingest/live",
        "{key}",
        "rtmp://{key}/live",
        "file:///{key}",
        "rtmp://{app}/{key}",
        "ingest/{key}"
      })
  void aTemplateThatGivesNoUrlFailsTheStart(String template) {
    assertThatThrownBy(() -> SourceTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SLUICE_SOURCE_URL");
  }

  @Test
  void nothingIsNoTemplate() {
    assertThat(SourceTemplate.parse(null)).isEmpty();
    assertThat(SourceTemplate.parse(" ")).isEmpty();
  }
}
