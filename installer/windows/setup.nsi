; The setup: for one user, without administrator; words are in wizard.toml. Given from outside: VERSION, NUMBERS, SRC, OUT, ART,
; NAME, ID, PUBLISHER, ENDING, INSTALLED_KB, COMPRESS.
Unicode true
Target amd64-unicode
SetCompressor ${COMPRESS}
!if "${COMPRESS}" == "/SOLID lzma"
  SetCompressorDictSize 64
!endif
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
CRCCheck force
SetOverwrite on

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "Software\${ID}" "InstallDir" ; an update goes where the program is

!define EXE "$INSTDIR\${ID}.exe"
!define KIND "${ID}.Office"
!define CLASSES "Software\Classes"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

; exit codes for those who install by script
!define CODE_WRONG_FOLDER 3
!define CODE_OLD_WINDOWS 4
!define CODE_RUNNING 5

!define MUI_ICON "${ART}/app.ico"
!define MUI_UNICON "${ART}/app.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${ART}/wizard.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${ART}/wizard.bmp"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "${EXE}"

!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"
!include "words.nsh" ; made from wizard.toml

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=1066 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1066 "FileDescription" "$(SETUP_DESCRIPTION)"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "Apache-2.0"

; Stops while the program runs: its files would be half old, half new. The program holds a mutex of this name.
!macro RefuseWhileRunning UN
  Function ${UN}RefuseWhileRunning
    again:
    System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${ID}") p.R0'
    ${If} $R0 P<> 0
      System::Call 'kernel32::CloseHandle(p R0)'
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_RUNNING)" /SD IDCANCEL IDRETRY again
      SetErrorLevel ${CODE_RUNNING}
      Quit
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel ${CODE_OLD_WINDOWS}
    Quit
  ${EndIf}
  Call RefuseWhileRunning
  ${If} ${Silent}
    Call CheckFolder
  ${EndIf}
FunctionEnd

; Only an empty folder or one of ours: the update clears its folders, and must never clear those of somebody else.
Function CheckFolder
  ${If} ${FileExists} "${EXE}"
    Return
  ${EndIf}
  ${DirState} "$INSTDIR" $R0 ; 1: full, 0: empty, -1: not there
  ${If} $R0 == 1
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(WRONG_FOLDER)" /SD IDOK
    ${If} ${Silent}
      SetErrorLevel ${CODE_WRONG_FOLDER}
      Quit
    ${EndIf}
    Abort
  ${EndIf}
FunctionEnd

Function un.onInit
  Call un.RefuseWhileRunning
FunctionEnd

!macro RemoveProgram
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\MANIFEST.sha256"
  Delete "$INSTDIR\kehoach.exe"
  Delete "${EXE}"
!macroend

Section
  SetShellVarContext current
  SetDetailsPrint listonly
  !insertmacro RemoveProgram ; what an older version had and this one has not must not stay
  SetOutPath "$INSTDIR"
  File /r "${SRC}/*"
  ${IfNot} ${FileExists} "${EXE}"
    SetErrorLevel 2
    Abort
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"

  ${GetParameters} $R1
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "${EXE}" "" "${EXE}" 0
  ClearErrors
  ${GetOptions} $R1 "/NODESKTOP" $R2
  ${If} ${Errors}
    CreateShortcut "$DESKTOP\${NAME}.lnk" "${EXE}" "" "${EXE}" 0
  ${EndIf}

  ClearErrors
  ${GetOptions} $R1 "/NOASSOC" $R2
  ${If} ${Errors}
    WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${KIND}"
    WriteRegStr HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${KIND}" ""
    WriteRegStr HKCU "${CLASSES}\${KIND}" "" "$(FILE_KIND)"
    WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "${EXE},1"
    WriteRegStr HKCU "${CLASSES}\${KIND}\shell" "" "open"
    WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"${EXE}" "%1"'
    Call TellExplorer
  ${EndIf}

  WriteRegStr HKCU "Software\${ID}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "${EXE},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${INSTALLED_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Function TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
FunctionEnd

; Her data (office files, settings, backups) lie elsewhere and are never touched.
Section "Uninstall"
  SetShellVarContext current
  SetDetailsPrint listonly
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  RMDir "$LOCALAPPDATA\Programs" ; only when nobody else's program lies there
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"

  ReadRegStr $R0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $R0 == "${KIND}"
    DeleteRegValue HKCU "${CLASSES}\${ENDING}" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}"
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\${ID}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
