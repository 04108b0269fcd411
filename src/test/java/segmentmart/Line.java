package segmentmart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A line to the database that can be cut. */
final class Line implements AutoCloseable {
    private final int target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile boolean cut;
    private volatile int refused;

    Line(int target) throws IOException {
        this.target = target;
        daemon(this::acceptAll);
    }

    int port() {
        return server.getLocalPort();
    }

    int refused() {
        return refused;
    }

    void cut() throws IOException {
        cut = true;
        for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
            socket.close();
        }
    }

    void mend() {
        cut = false;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread accepts
    private void acceptAll() {
        try {
            while (true) {
                Socket client = server.accept();
                if (cut) {
                    client.close();
                    refused++;
                    continue;
                }
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(database);
                daemon(() -> pump(client, database));
                daemon(() -> pump(database, client));
            }
        } catch (IOException e) {
            // The line is closed.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One end is gone, so the other goes.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
