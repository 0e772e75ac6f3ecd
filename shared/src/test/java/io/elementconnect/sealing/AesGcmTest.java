package io.elementconnect.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.json.FieldError;
import io.elementconnect.json.Json;
import io.elementconnect.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R35")
class AesGcmTest {
  private static final String KEY =
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
  private static final String NONCE = "cafebabefacedbaddecaf888";
  private static final String ADDITIONAL = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
  private static final String PLAIN =
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
  private static final String ENCRYPTED =
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
          + "76fc6ece0f4e1768cddf8853bb2d551b";

  /** Test cases 13, 14 and 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega, 2005). */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000,000000000000000000000000,'','',530f8afbc74536b9a963b4f1c4cb738b",
    "0000000000000000000000000000000000000000000000000000000000000000,000000000000000000000000,'',00000000000000000000000000000000,cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
    KEY + "," + NONCE + "," + ADDITIONAL + "," + PLAIN + "," + ENCRYPTED
  })
  void it_is_the_mode_that_its_authors_published(
      String key, String nonce, String additional, String plain, String encrypted) {
    assertThat(AesGcm.encrypt(hex(key), hex(nonce), hex(additional), hex(plain)))
        .isEqualTo(hex(encrypted));
    assertThat(AesGcm.decrypt(hex(key), hex(nonce), hex(additional), hex(encrypted)))
        .hasValue(hex(plain));
  }

  @Test
  void a_single_bit_of_anything_makes_it_nothing() {
    for (int bit = 0; bit < hex(ENCRYPTED).length * 8; bit++) {
      assertNothing(hex(KEY), hex(NONCE), hex(ADDITIONAL), flipped(ENCRYPTED, bit));
    }
    for (int bit = 0; bit < hex(ADDITIONAL).length * 8; bit++) {
      assertNothing(hex(KEY), hex(NONCE), flipped(ADDITIONAL, bit), hex(ENCRYPTED));
    }
    for (int bit = 0; bit < hex(NONCE).length * 8; bit++) {
      assertNothing(hex(KEY), flipped(NONCE, bit), hex(ADDITIONAL), hex(ENCRYPTED));
    }
    for (int bit = 0; bit < hex(KEY).length * 8; bit++) {
      assertNothing(flipped(KEY, bit), hex(NONCE), hex(ADDITIONAL), hex(ENCRYPTED));
    }
  }

  @Test
  void a_tag_that_is_cut_or_missing_is_none() {
    for (int length = 0; length < hex(ENCRYPTED).length; length++) {
      assertNothing(
          hex(KEY), hex(NONCE), hex(ADDITIONAL), HexFormat.of().parseHex(ENCRYPTED, 0, length * 2));
    }
  }

  /**
   * {@code -Dwycheproof=<path of aes_gcm_test.json>}: C2SP's file, of which nothing is kept here.
   */
  @Test
  @EnabledIfSystemProperty(named = "wycheproof", matches = ".+")
  void wycheproof_finds_nothing() throws IOException {
    var file = Json.parse(Files.readAllBytes(Path.of(System.getProperty("wycheproof"))));
    var tried = 0;
    for (var group :
        JsonObject.root(file.orElseThrow(), new ArrayList<FieldError>()).objects("testGroups")) {
      if (group.requiredNumber("keySize") == 256
          && group.requiredNumber("ivSize") == 96
          && group.requiredNumber("tagSize") == 128) {
        for (var vector : group.objects("tests")) {
          assertHolds(vector);
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(50);
  }

  private static void assertHolds(JsonObject vector) {
    var key = hex(vector, "key");
    var nonce = hex(vector, "iv");
    var additional = hex(vector, "aad");
    var encrypted = hex(vector.required("ct") + vector.required("tag"));
    var name = "vector " + vector.requiredNumber("tcId");
    if (vector.required("result").equals("valid")) {
      var plain = hex(vector, "msg");
      assertThat(AesGcm.encrypt(key, nonce, additional, plain)).as(name).isEqualTo(encrypted);
      assertThat(AesGcm.decrypt(key, nonce, additional, encrypted)).as(name).hasValue(plain);
    } else {
      assertThat(AesGcm.decrypt(key, nonce, additional, encrypted)).as(name).isEmpty();
    }
  }

  private static void assertNothing(byte[] key, byte[] nonce, byte[] additional, byte[] encrypted) {
    assertThat(AesGcm.decrypt(key, nonce, additional, encrypted)).isEmpty();
  }

  private static byte[] flipped(String hex, int bit) {
    var bytes = hex(hex);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return bytes;
  }

  private static byte[] hex(JsonObject vector, String name) {
    return hex(vector.required(name));
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
