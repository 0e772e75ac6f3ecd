package io.elementconnect.local.server;

import io.elementconnect.local.server.Reply.Delivery;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads each request as a {@link Call} and delivers its {@link Reply}. */
final class CallHandler extends Handler.Abstract {
  private static final Pattern OWN_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?");

  private final LoopbackServer.Handler handler;
  private final int bodyLimit;
  private final LoopbackServer.Observer observer;
  private final int port;

  CallHandler(
      LoopbackServer.Handler handler,
      int bodyLimit,
      LoopbackServer.Observer observer,
      NetworkConnector listening) {
    this.handler = handler;
    this.bodyLimit = bodyLimit;
    this.observer = observer;
    this.port = listening.getLocalPort();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    var reply = answer(request);
    var connection = request.getConnectionMetaData().getConnection().getEndPoint();
    switch (reply.delivery()) {
      case Delivery.Whole() -> {
        prepare(response, reply);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
      }
      case Delivery.Cut(var bytes) -> {
        prepare(response, reply);
        var sent = Math.clamp(bytes, 0, reply.body().length - 1);
        Content.Sink.write(response, false, ByteBuffer.wrap(reply.body(), 0, sent));
        end(connection, callback);
      }
      case Delivery.Closed() -> end(connection, callback);
      case Delivery.Reset() -> {
        ((SocketChannel) connection.getTransport()).setOption(StandardSocketOptions.SO_LINGER, 0);
        end(connection, callback);
      }
    }
    return true;
  }

  private static void end(EndPoint connection, Callback callback) {
    connection.close();
    callback.failed(new IOException("ended as the reply says"));
  }

  private Reply answer(Request request) throws IOException {
    var host = Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST));
    if (host.filter(name -> OWN_HOST.matcher(name).matches()).isEmpty()) {
      return Reply.text(403, "This server answers to localhost only.");
    }
    byte[] body;
    try (var in = Content.Source.asInputStream(request)) {
      body = in.readNBytes(bodyLimit + 1);
    }
    if (body.length > bodyLimit) {
      return Reply.json(413, "{\"message\":\"Request Entity Too Large\"}");
    }
    var call = call(request, body);
    var begin = System.nanoTime();
    var reply = handled(call);
    observer.answered(port, call, reply, Duration.ofNanos(System.nanoTime() - begin));
    return reply;
  }

  // The handler may fail with anything; the caller must still get an answer.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private Reply handled(Call call) {
    try {
      return handler.handle(call);
    } catch (InterruptedException _) {
      // The server is being closed.
      return Reply.none();
    } catch (Exception e) {
      e.printStackTrace();
      return Reply.json(500, "{\"message\":\"Internal Server Error\"}");
    }
  }

  private static Call call(Request request, byte[] body) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName(), _ -> new ArrayList<>())
          .add(Objects.requireNonNullElse(field.getValue(), ""));
    }
    var uri = request.getHttpURI();
    return new Call(
        request.getMethod(),
        Objects.requireNonNullElse(uri.getPath(), ""),
        Objects.requireNonNullElse(uri.getQuery(), ""),
        headers,
        body);
  }

  private static void prepare(Response response, Reply reply) {
    response.setStatus(reply.status());
    for (Map.Entry<String, List<String>> header : reply.headers().entrySet()) {
      // Not put with the list, which joins the values: cookies need a line each.
      response.getHeaders().remove(header.getKey());
      header.getValue().forEach(value -> response.getHeaders().add(header.getKey(), value));
    }
    if (reply.body().length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    }
  }
}
