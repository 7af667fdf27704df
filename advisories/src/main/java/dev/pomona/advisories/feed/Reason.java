// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/// Says in words what an exception of the JDK means; many have no message, or a file name for one.
public final class Reason {

    private Reason() {}

    /// One clause without a full stop.
    public static String of(Throwable problem) {
        String message = problem.getMessage();
        return switch (problem) {
            case HttpConnectTimeoutException _ -> "no connection in time";
            case UnknownHostException _ -> "the host name is not known";
            case ConnectException _ -> message == null ? "no connection" : "no connection (%s)".formatted(message);
            case AccessDeniedException _ -> "access denied";
            case NoSuchFileException _ -> "no such file";
            case FileNotFoundException _ -> "no such file";
            case EOFException _ -> "it ends too early";
            case ZipException _ -> "damaged archive (%s)".formatted(message);
            default -> message == null ? problem.getClass().getSimpleName() : message;
        };
    }
}
