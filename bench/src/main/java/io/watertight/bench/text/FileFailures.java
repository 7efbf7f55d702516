package io.watertight.bench.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What went wrong with a file, in words: the JDK often has the path, or the reason, alone for a message. Stateless. */
public final class FileFailures {
    private FileFailures() {}

    /** The path, where the exception knows it, and the reason. */
    public static String inWords(IOException failure) {
        return switch (failure) {
            case FileSystemException alone when alone.getReason() == null -> alone.getFile() + ": " + reason(alone);
            case CharacterCodingException binary -> "no text in UTF-8";
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    /** As {@link #inWords(IOException)}, with the path in any case. */
    public static String inWords(Path file, IOException failure) {
        String words = inWords(failure);
        return words.contains(file.toString()) ? words : file + ": " + words;
    }

    private static String reason(FileSystemException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "no such file";
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException there -> "is there already";
            case NotDirectoryException file -> "is no folder";
            default -> failure.getClass().getSimpleName();
        };
    }
}
