package io.elementconnect.local.journeys;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser for all tests of this JVM, with a profile of its own that goes with it. */
final class Chromium {
  /** Where the pictures of the pages are kept, to be looked at. */
  private static final Path PICTURES = Path.of("target", "screenshots");

  private static final Dimension PHONE = new Dimension(360, 780);
  private static final Dimension DESKTOP = new Dimension(1280, 900);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final ChromeDriver driver;

  /** Whether this machine has the browser and its driver. */
  static boolean isThere() {
    return browser().isPresent() && driver().isPresent();
  }

  static Chromium shared() {
    return Holder.CHROMIUM;
  }

  private static final class Holder {
    static final Chromium CHROMIUM = new Chromium();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(CHROMIUM.driver::quit));
    }
  }

  private Chromium() {
    // Named, so that Selenium does not look for one in the network.
    System.setProperty("webdriver.chrome.driver", driver().orElseThrow().toString());
    var options = new ChromeOptions();
    options.setBinary(browser().orElseThrow());
    options.addArguments(
        "--headless",
        "--no-sandbox", // a container's root has no other way
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    driver = new ChromeDriver(options);
    driver.manage().window().setSize(DESKTOP);
  }

  void open(String url) {
    driver.get(url);
  }

  String address() {
    return Optional.ofNullable(driver.getCurrentUrl()).orElseThrow();
  }

  /** Waits until an element is to be seen. */
  void see(String selector) {
    visible(selector, WebElement::isDisplayed);
  }

  /** The text of an element, as soon as it is to be seen. */
  String text(String selector) {
    return visible(selector, WebElement::getText);
  }

  /** What stands in a field. */
  String value(String selector) {
    return visible(selector, field -> Objects.requireNonNull(field.getDomProperty("value")));
  }

  void click(String selector) {
    visible(
        selector,
        element -> {
          element.click();
          return true;
        });
  }

  /** Types into a field, in place of what stands there. */
  void type(String selector, String text) {
    visible(
        selector,
        field -> {
          field.clear();
          field.sendKeys(text);
          return true;
        });
  }

  /**
   * Waits until an element is to be seen; one that the page replaces meanwhile is looked for again.
   */
  private <T> T visible(String selector, Function<WebElement, T> use) {
    for (var end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); pause()) {
      try {
        for (var element : driver.findElements(By.cssSelector(selector))) {
          if (element.isDisplayed()) {
            return use.apply(element);
          }
        }
      } catch (StaleElementReferenceException replaced) {
        // Looked for again.
      }
    }
    throw new AssertionError(selector + " is not to be seen");
  }

  Object script(String script) {
    return Optional.ofNullable(driver.executeScript(script)).orElse("");
  }

  /** What the browser complained of: errors of scripts, of policies and of loading. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /**
   * Takes pictures of the whole page on a phone and on a desktop.
   *
   * @return how many pixels of it stand out on the right of the phone
   */
  long picture(String name) throws IOException {
    Files.createDirectories(PICTURES);
    var overflow = pictureAt(PHONE, name);
    pictureAt(DESKTOP, name);
    return overflow;
  }

  private long pictureAt(Dimension size, String name) throws IOException {
    show(size.width, size.height);
    var height = number("return document.documentElement.scrollHeight");
    show(size.width, Math.max(height, size.height));
    var picture = driver.getScreenshotAs(OutputType.BYTES);
    Files.write(PICTURES.resolve(name + "-" + size.width + ".png"), picture);
    return number(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** A window cannot be as narrow as a phone; what the page believes can. */
  private void show(long width, long height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  private long number(String script) {
    return ((Number) script(script)).longValue();
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Becomes the browser of somebody else: no cookies, another tab, no complaints. */
  void forget() {
    var _ = complaints(); // to read them is to remove them
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    var old = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.TAB);
    var fresh = driver.getWindowHandle();
    driver.switchTo().window(old).close();
    driver.switchTo().window(fresh);
  }

  private static Optional<File> browser() {
    return BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
  }

  private static Optional<File> driver() {
    return onPath("chromedriver");
  }

  private static Optional<File> onPath(String name) {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }
}
